"""PyTorch's sides: the official code, eager and as TorchScript; and what all sides need of it (weights, inputs, ONNX files). Usage: peer.py OFFICIAL_CODE"""
import sys
import warnings

import torch
from torch.nn import functional as F

import official
from sides import Memory, serve, timed

warnings.filterwarnings("ignore")
root = sys.argv[1]
held = {}


def random_weights(model):
    """Weights such that every branch counts: as they begin, layer scales are so small that no error in what they scale would be seen."""
    generator = torch.Generator().manual_seed(1)
    state = model.state_dict()
    learned = {name for name, _ in model.named_parameters()}
    for name, tensor in state.items():
        last = name.rsplit(".", 1)[-1]
        if not tensor.is_floating_point() or (name not in learned and not last.startswith("running_")):
            continue
        noise = torch.rand(tensor.shape, generator=generator) * 2 - 1
        if last == "weight" and tensor.dim() > 1:
            tensor.copy_(noise * (3 / (tensor.numel() / tensor.shape[0])) ** 0.5)
        elif last in ("weight", "temperature"):
            tensor.copy_(1 + 0.1 * noise)
        elif last in ("bias", "running_mean"):
            tensor.copy_(0.1 * noise)
        elif last == "running_var":
            tensor.copy_(1 + 0.5 * noise)
        else:
            tensor.copy_(0.5 * noise)
    return state


def official_model(model, weights):
    built = official.build(official.by_name(model), root)
    built.load_state_dict(torch.load(weights))
    return built


def read(path, shape):
    return torch.frombuffer(bytearray(open(path, "rb").read()), dtype=torch.float32).reshape(shape)


def prepare(model, weights, images, batch):
    torch.save(random_weights(official.build(official.by_name(model), root)), weights)
    size = official.by_name(model).size
    torch.randn(batch, 3, size, size, generator=torch.Generator().manual_seed(2)).numpy().tofile(images)


def export(model, weights, images, shape, path):
    built = official_model(model, weights).eval()
    with torch.no_grad():
        torch.onnx.export(built, read(images, shape), path, opset_version=16, input_names=["images"], output_names=["logits"])


def load(side, model, weights, images, shape, train=False):
    images = read(images, shape)
    built = official_model(model, weights)
    held.update(images=images, model=built.train() if train else built.eval())
    if train:
        held.update(
            labels=torch.arange(shape[0]) % 1000,
            optimizer=torch.optim.AdamW(built.parameters(), lr=1e-3, weight_decay=0.05))
    elif side == "jit":
        with torch.no_grad():
            traced = torch.jit.trace(built, images)
            held["model"] = torch.jit.optimize_for_inference(torch.jit.freeze(traced))


def output(path):
    with torch.inference_mode():
        held["model"](held["images"]).numpy().tofile(path)


def forward(count):
    with torch.inference_mode():
        return timed(count, lambda: held["model"](held["images"]))


def step():
    held["optimizer"].zero_grad(set_to_none=True)
    loss = F.cross_entropy(held["model"](held["images"]), held["labels"])
    loss.backward()
    held["optimizer"].step()
    held["loss"] = loss.item()


def train(count):
    times = timed(count, step)
    return {**times, "loss": held["loss"]}


def memory(count):
    used = Memory()
    for _ in range(count):
        step()
    return used.above()


serve({
    "about": lambda: {"version": torch.__version__, "threads": torch.get_num_threads()},
    "prepare": prepare, "export": export, "load": load, "output": output, "forward": forward, "train": train, "memory": memory,
})
