"""The official models: where their code is, and how each is built. Nothing of theirs is kept here."""
import contextlib
import importlib
import os
import sys
from collections import namedtuple

# `folder` goes on Python's path; `module` and `entry` build the model; `variant` is our spec's.
Model = namedtuple("Model", "name title repo commit folder module entry arguments variant size")

MODELS = [
    Model("edgenext_s", "EdgeNeXt-S", "mmaaz60/EdgeNeXt", "388450404fdd6d6e097f1cf94f5afcbbdc352f08", "", "models.model", "edgenext_small",
          {"classifier_dropout": 0.0}, "EdgeNeXtSmall", 256),
    Model("moganet_t", "MogaNet-T", "Westlake-AI/MogaNet", "386b548c5f0b0287b45c04397aa4ef46a28f7a26", "", "models.moganet", "moganet_tiny",
          {}, "MogaNetTiny", 224),
    Model("uniformer_s", "UniFormer-S", "Sense-X/UniFormer", "52a0415e4e0dda880fab8ffbc710e4d8e171149d", "image_classification/models", "uniformer", "uniformer_small",
          {"drop_path_rate": 0.0}, "UniFormerSmall", 224),
    Model("uninext_t", "UniNeXt-T", "jianlong-yuan/UniNeXt", "413ff717f3222ae235bab7e27c7aa2f5403ef704", "Classification/models", "UniNeXt", "UniNeXt_T",
          {"drop_path_rate": 0.0}, "UniNeXtT", 224),
]


def by_name(name):
    return next(m for m in MODELS if m.name == name)


def folder_of(model, root):
    return os.path.join(root, model.repo.split("/")[1])


def build(model, root):
    """The official model with new weights, from the code below `root`."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [os.path.join(here, "standins"), os.path.join(folder_of(model, root), model.folder)]
    with contextlib.redirect_stdout(sys.stderr):
        return getattr(importlib.import_module(model.module), model.entry)(**model.arguments)
