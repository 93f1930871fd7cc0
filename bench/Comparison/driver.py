"""Compares the sides in one run: every side is a process that waits until it is its turn. Called by bench/compare, which makes what this needs."""
import argparse
import array
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

import official
import tables

HERE = os.path.dirname(os.path.abspath(__file__))
TOLERANCE = 1e-4
# Both sides wait passively and keep their memory: the same settings, whichever way they are set.
SETTINGS = {"OMP_WAIT_POLICY": "PASSIVE", "MALLOC_TRIM_THRESHOLD_": "2147483647", "MALLOC_MMAP_MAX_": "0", "MALLOC_TOP_PAD_": "67108864"}


class Process:
    """A side's process."""

    def __init__(self, command, threads, **more):
        environment = {**os.environ, **SETTINGS, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads), **more}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        self.command = command

    def ask(self, do, **request):
        self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{' '.join(self.command)} ended while it did '{do}'")
        answer = json.loads(line)
        if "error" in answer:
            raise SystemExit(f"{' '.join(self.command)}, '{do}': {answer['error']}")
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    __enter__ = lambda self: self

    def __exit__(self, *_):
        self.end()


class Comparison:
    def __init__(self, options, work):
        self.options, self.work = options, work
        self.ours = ["dotnet", options.ours]
        self.peer = [sys.executable, "-W", "ignore", os.path.join(HERE, "peer.py"), options.official]
        self.onnx = ["node", os.path.join(HERE, "onnx.mjs"), options.onnx] if options.onnx else None

    def start(self, command, **more):
        return Process(command, self.options.threads, **more)

    def about(self):
        with self.start(self.ours) as ours, self.start(self.peer) as peer:
            mine, theirs = ours.ask("about"), peer.ask("about")
            self.forms, self.macs = mine["sides"], mine["macs"]
            if mine["version"].split(".")[:2] != theirs["version"].split("+")[0].split(".")[:2]:
                print(f"note: ours is over libtorch {mine['version']}, the peer over {theirs['version']}", file=sys.stderr)
            about = {"libtorch": mine["version"], "torch": theirs["version"], "report": mine["report"].strip().split("\n"), "machine": ours.ask("machine", threads=self.options.threads)}
        if self.onnx:
            with self.start(self.onnx) as runtime:
                about["onnxruntime"] = runtime.ask("about")["version"]
        return about

    def files(self, model, batch):
        return (os.path.join(self.work, f"{model.name}.pth"), os.path.join(self.work, f"{model.name}.{batch}.bin"), os.path.join(self.work, f"{model.name}.{batch}.onnx"))

    def prepare(self, model, batch, exported):
        weights, images, graph = self.files(model, batch)
        with self.start(self.peer) as peer:
            peer.ask("prepare", model=model.name, weights=weights, images=images, batch=batch)
            if exported and self.onnx:
                peer.ask("export", model=model.name, weights=weights, images=images, shape=shape_of(model, batch), path=graph)

    def load(self, side, model, batch, train=False, **more):
        weights, images, graph = self.files(model, batch)
        shape = shape_of(model, batch)
        if side == "onnx":
            process = self.start(self.onnx)
            process.ask("load", path=graph, images=images, shape=shape, threads=self.options.threads)
        elif side in ("eager", "jit"):
            process = self.start(self.peer, **more)
            process.ask("load", side=side, model=model.name, weights=weights, images=images, shape=shape, train=train)
        else:
            process = self.start(self.ours, **more)
            process.ask("load", side=side, variant=model.variant, weights=weights, images=images, shape=shape, train=train)
        return process

    def inference(self, model, batch):
        self.prepare(model, batch, exported=True)
        names = ["eager", "jit", *self.forms, *(["onnx"] if self.onnx else [])]
        sides = {name: self.load(name, model, batch) for name in names}
        outputs = {}
        for name, side in sides.items():
            path = os.path.join(self.work, f"{name}.out")
            side.ask("output", path=path)
            outputs[name] = floats(path)
        errors = {name: error(values, outputs["eager"]) for name, values in outputs.items()}
        for name, wrong in errors.items():
            if not wrong <= TOLERANCE:
                raise SystemExit(f"{model.title}, batch {batch}: the outputs of '{name}' differ from eager's by {wrong:.2e}, more than {TOLERANCE:g}")
        times = self.by_turns(sides, "forward", f"{model.title} batch {batch}")
        for side in sides.values():
            side.end()
        return {"model": model.name, "batch": batch, "macs": self.macs[model.variant], "errors": errors, "times": times}

    def training(self, model, batch):
        self.prepare(model, batch, exported=False)
        sides = {name: self.load(name, model, batch, train=True) for name in ("eager", "plain")}
        losses = {name: [side.ask("train", count=1)["loss"] for _ in range(2)] for name, side in sides.items()}
        if any(abs(a - b) > 1e-3 * abs(b) for a, b in zip(losses["plain"], losses["eager"])):
            raise SystemExit(f"{model.title}: the losses of the first steps differ: {losses}")
        times = self.by_turns(sides, "train", f"{model.title} training")
        for side in sides.values():
            side.end()
        memory = {}
        for name in sides:
            counted = {"LD_PRELOAD": self.options.allocations}
            for what, more in (("resident", {}), ("allocated", counted)):
                with self.load(name, model, batch, train=True, **more) as side:
                    memory.setdefault(name, {})[what] = side.ask("memory", count=3)[what]
        return {"model": model.name, "batch": batch, "macs": self.macs[model.variant], "losses": losses, "times": times, "memory": memory}

    def by_turns(self, sides, do, what):
        """Each side's milliseconds a call, a list a round: the median on the clock, the least of the processor. The order changes from round to round, so that none always follows the same."""
        counts = {}
        for name, side in sides.items():  # warm, and how many calls make a turn
            side.ask(do, count=2)
            per_call = min(side.ask(do, count=2)["wall"])
            counts[name] = max(1, min(50, round(self.options.turn * 1000 / per_call)))
        order, rounds = list(sides), {name: {"wall": [], "processor": []} for name in sides}
        for number in range(self.options.rounds):
            if sys.stderr.isatty():
                print(f"\r{what}: round {number + 1} of {self.options.rounds}   ", end="", file=sys.stderr, flush=True)
            for name in order:
                answer = sides[name].ask(do, count=counts[name])
                rounds[name]["wall"].append(statistics.median(answer["wall"]))
                rounds[name]["processor"].append(min(answer["processor"]))
            order = order[1:] + order[:1]
        if sys.stderr.isatty():
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
        return rounds


def shape_of(model, batch):
    return [batch, 3, model.size, model.size]


def floats(path):
    values = array.array("f")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return values


def error(values, golden):
    if len(values) != len(golden):
        return math.inf
    return max(abs(a - b) for a, b in zip(values, golden)) / max(abs(b) for b in golden)


def machine():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return f"{os.cpu_count()} × {names[0] if names else os.uname().machine}"


def load_average():
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def main():
    parser = argparse.ArgumentParser(prog="bench/compare")
    parser.add_argument("--ours", required=True)
    parser.add_argument("--official", required=True)
    parser.add_argument("--allocations", required=True)
    parser.add_argument("--onnx", default="")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--turn", type=float, default=0.3)
    parser.add_argument("--models", default="")
    parser.add_argument("--batches", default="1,8")
    parser.add_argument("--only", choices=["inference", "training"])
    parser.add_argument("--write", default="")
    parser.add_argument("--raw", default="")
    options = parser.parse_args()
    wanted = [name for name in options.models.split(",") if name]
    unknown = [name for name in wanted if name not in [m.name for m in official.MODELS]]
    if unknown:
        raise SystemExit(f"there is no model '{unknown[0]}': there are {', '.join(m.name for m in official.MODELS)}")
    models = [m for m in official.MODELS if not wanted or m.name in wanted]
    begun = load_average()
    with tempfile.TemporaryDirectory() as work:
        comparison = Comparison(options, work)
        results = {"machine": machine(), "threads": options.threads, "rounds": options.rounds, "date": time.strftime("%Y-%m-%d"), "about": comparison.about(), "inference": [], "training": []}
        for model in models:
            for batch in [int(b) for b in options.batches.split(",")] if options.only != "training" else []:
                results["inference"].append(comparison.inference(model, batch))
                print(tables.inference_line(results["inference"][-1]), flush=True)
            if options.only != "inference":
                results["training"].append(comparison.training(model, 8))
                print(tables.training_line(results["training"][-1]), flush=True)
    results["load"] = [begun, load_average()]
    if options.raw:
        with open(options.raw, "w") as file:
            json.dump(results, file)
    print()
    print(tables.markdown(results))
    if options.write:
        tables.write(options.write, results)


if __name__ == "__main__":
    main()
