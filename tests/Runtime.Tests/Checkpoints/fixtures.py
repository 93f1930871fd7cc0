"""Makes Fixtures/ with PyTorch: small files as torch.save writes them, and what is in them.

    python3 fixtures.py        (PyTorch 1.13 or later)

expected.txt has a line for each tensor of each file: file, key, type, shape, numbers, with tabs between.
"""
import argparse
import collections
import os
import pathlib
import pickle
import struct
import zipfile

import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).parent / "Fixtures"
EXPECTED = []


def told(file, state):
    for key, value in state.items():
        numbers = " ".join(repr(float(v)) for v in value.detach().double().flatten().tolist())
        EXPECTED.append("\t".join([file, key, str(value.dtype)[6:], "x".join(map(str, value.shape)), numbers]))


def tensors():
    torch.manual_seed(7)
    base = torch.randn(4, 6)
    state = collections.OrderedDict()
    state["float32"] = torch.randn(2, 3)
    state["float64"] = torch.randn(3, dtype=torch.float64)
    state["float16"] = torch.randn(5).half()
    state["bfloat16"] = torch.randn(5).bfloat16()
    state["int64"] = torch.tensor([-(2**62), 7])
    state["int32"] = torch.tensor([[1], [-5]], dtype=torch.int32)
    state["int16"] = torch.tensor([300, -300], dtype=torch.int16)
    state["int8"] = torch.tensor([-128, 127], dtype=torch.int8)
    state["uint8"] = torch.tensor([0, 255], dtype=torch.uint8)
    state["bool"] = torch.tensor([True, False, True])
    state["scalar"] = torch.tensor(42)
    state["empty"] = torch.zeros(0, 3)
    state["transposed"] = base.t()
    state["view"] = base[1:3, 2:5]
    state["tied"] = base
    state["channels_last"] = torch.randn(2, 3, 2, 2).to(memory_format=torch.channels_last)
    state["parameter"] = torch.nn.Parameter(torch.randn(2, 2))
    state["frozen"] = torch.nn.Parameter(torch.randn(2), requires_grad=False)
    return state


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 3)
        self.norm = torch.nn.BatchNorm2d(2)


class Runs:
    """Pickles to a call."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def both(name, value, state, **options):
    for kind, zipped in (("zip", True), ("legacy", False)):
        file = f"{name}.{kind}.pth"
        torch.save(value, FOLDER / file, _use_new_zipfile_serialization=zipped, **options)
        told(file, state)


def repacked(source, target, change):
    """A zip file of torch.save with its records changed, still not compressed."""
    with zipfile.ZipFile(FOLDER / source) as old, zipfile.ZipFile(FOLDER / target, "w", zipfile.ZIP_STORED) as new:
        for record in change({i.filename.split("/", 1)[1]: old.read(i) for i in old.infolist()}).items():
            new.writestr("archive/" + record[0], record[1])


def big_endian(records):
    swapped = dict(records)
    for name in records:
        if name.startswith("data/"):
            swapped[name] = b"".join(records[name][i:i + 4][::-1] for i in range(0, len(records[name]), 4))
    return {**swapped, "byteorder": b"big"}


class Stored:
    """Pickles to a storage's id."""

    def __init__(self, *identity):
        self.identity = identity


def of_python_2(file):
    """As PyTorch before 0.4 wrote under Python 2: texts of bytes, plain dictionaries, the first function to rebuild tensors, views of storages, GPU storages, and heads in protocol 0."""
    numbers = [float(i) / 4 for i in range(12)]

    class Pickler(pickle._Pickler):
        dispatch = dict(pickle._Pickler.dispatch)

        def persistent_id(self, value):
            return ("storage", torch.cuda.FloatStorage, *value.identity) if isinstance(value, Stored) else None

        def save_str(self, text):
            data = text.encode()
            self.write(b"U" + bytes([len(data)]) + data if len(data) < 256 else b"T" + struct.pack("<i", len(data)) + data)
            self.memoize(text)

        dispatch[str] = save_str

    def rebuilt(storage, offset, size, stride):
        return Runs(torch._utils._rebuild_tensor, storage, offset, size, stride)

    state = {
        "whole": rebuilt(Stored("94", "cuda:0", 12, None), 0, (3, 4), (4, 1)),
        "view": rebuilt(Stored("94", "cuda:0", 12, ("95", 4, 6)), 1, (2, 2), (1, 2)),
        "x" * 300: rebuilt(Stored("94", "cuda:0", 12, None), 11, (), ()),
    }
    with open(FOLDER / file, "wb") as out:
        pickle.dump(0x1950A86A20F9469CFC6C, out, protocol=0)
        pickle.dump(1001, out, protocol=0)
        pickle.dump({"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 8}}, out, protocol=0)
        Pickler(out, protocol=2).dump(state)
        pickle.dump(["94"], out, protocol=0)
        out.write(struct.pack("<q12f", 12, *numbers))
    whole = torch.tensor(numbers)
    told(file, {"whole": whole.reshape(3, 4), "view": whole[4:10].as_strided((2, 2), (1, 2), 5), "x" * 300: whole[11]})


def adapted():
    torch.manual_seed(11)
    two, tokens, classed = torch.randn(2, 3, 3, 3), torch.randn(1, 9, 4), torch.randn(1, 5, 2)
    grid, table = torch.randn(1, 3, 2, 4), torch.randn(9, 2)
    told("adapt.pth", {"conv.weight": two, "pos_embed": tokens, "cls.pos_embed": classed, "grid.pos_embed": grid, "attn.relative_position_bias_table": table})
    torch.save({"conv.weight": two, "pos_embed": tokens, "cls.pos_embed": classed, "grid.pos_embed": grid, "attn.relative_position_bias_table": table}, FOLDER / "adapt.pth")

    def resized(x, old, new):
        return F.interpolate(x.reshape(1, old, old, -1).permute(0, 3, 1, 2), size=(new, new), mode="bicubic", align_corners=False).permute(0, 2, 3, 1).flatten(1, 2)

    told("adapted", {
        "conv.weight": two.unsqueeze(2).repeat(1, 1, 4, 1, 1) / 4,
        "pos_embed": resized(tokens, 3, 5),
        "cls.pos_embed": torch.cat([classed[:, :1], resized(classed[:, 1:], 2, 3)], 1),
        "grid.pos_embed": F.interpolate(grid.permute(0, 3, 1, 2), size=(5, 4), mode="bicubic", align_corners=False).permute(0, 2, 3, 1),
        "attn.relative_position_bias_table": F.interpolate(table.permute(1, 0).view(1, 2, 3, 3), size=(5, 5), mode="bicubic").view(2, 25).permute(1, 0),
    })


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    state = tensors()
    both("types", state, state)
    for protocol in (0, 1, 3, 4, 5):
        # torch's zip writer needs binary ids, which protocol 0 has none of.
        if protocol > 0:
            torch.save({"weight": state["float32"], "ümlaut": state["int64"]}, FOLDER / f"protocol{protocol}.zip.pth", pickle_protocol=protocol)
            told(f"protocol{protocol}.zip.pth", {"weight": state["float32"], "ümlaut": state["int64"]})
            torch.save({"weight": state["float32"]}, FOLDER / f"protocol{protocol}.legacy.pth", pickle_protocol=protocol, _use_new_zipfile_serialization=False)
            told(f"protocol{protocol}.legacy.pth", {"weight": state["float32"]})

    torch.manual_seed(3)
    net = Net()
    both("net", net.state_dict(), net.state_dict())
    parallel = torch.nn.DataParallel(Net())
    optimizer = torch.optim.AdamW(net.parameters())
    net.norm(net.conv(torch.randn(2, 1, 5, 5))).sum().backward()
    optimizer.step()
    arguments = argparse.Namespace(model="net", lr=1e-3, inner=argparse.Namespace(seed=1), sizes=[1, 2])
    both("training", {
        "model": parallel.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 299, "scaler": {}, "args": arguments, "best": 83.5, "name": "größer", "none": None,
        "model_ema": net.state_dict(), "big": 2**80, "rng": torch.get_rng_state(),
    }, {k[7:]: v for k, v in parallel.state_dict().items()})
    both("mixed", {"state_dict": {**{"backbone." + k: v for k, v in net.state_dict().items()}, "head.weight": torch.ones(2), "version": 3, "size": torch.Size([1, 2]), "on": torch.device("cpu")}},
         {**{"backbone." + k: v for k, v in net.state_dict().items()}, "head.weight": torch.ones(2)})
    both("several", {"generator": {"a": torch.ones(1)}, "critic": {"a": torch.zeros(1)}}, {})
    both("expanded", {"expanded": torch.ones(1).expand(1000)}, {})
    torch.save([torch.ones(1)], FOLDER / "list.pth")
    torch.save(net, FOLDER / "module.pth")
    torch.save({"floats": state["float32"], "others": torch.arange(3, dtype=torch.float32)}, FOLDER / "little.pth")
    repacked("little.pth", "big.pth", big_endian)
    told("big.pth", {"floats": state["float32"], "others": torch.arange(3, dtype=torch.float32)})
    with zipfile.ZipFile(FOLDER / "compressed.pth", "w", zipfile.ZIP_DEFLATED) as packed, zipfile.ZipFile(FOLDER / "little.pth") as plain:
        for info in plain.infolist():
            packed.writestr(info.filename, plain.read(info))
    torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), str(FOLDER / "script.pt"))

    mark = "archgen-was-run"
    both("hostile-system", {"weight": torch.ones(1), "x": Runs(os.system, f"touch {mark}")}, {})
    both("hostile-eval", {"weight": torch.ones(1), "x": Runs(eval, f"open('{mark}', 'w')")}, {})
    both("hostile-nested", {"weight": Runs(torch._utils._rebuild_tensor_v2, Runs(getattr, Runs(__import__, "os"), "environ"), 0, (1,), (1,), False, Runs(exec, "1"))}, {})
    adapted()
    of_python_2("old.pth")
    (FOLDER / "expected.txt").write_text("\n".join(EXPECTED) + "\n")


if __name__ == "__main__":
    main()
