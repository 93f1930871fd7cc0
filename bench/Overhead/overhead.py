"""The Python side of the overhead benchmark: the same calls, measured in the same way, as Program.cs."""
import sys
import time

import torch

if "--settings" in sys.argv:
    print("PyTorch", torch.__version__)
    sys.exit()

torch.set_num_threads(1)
vector = torch.ones(8)
image = torch.ones(1, 8, 4, 4)
linear = torch.nn.Linear(8, 8)
conv = torch.nn.Conv2d(8, 8, 3, padding=1)
batch_norm = torch.nn.BatchNorm2d(8).eval()
layer_norm = torch.nn.LayerNorm(8)


def measure(name, body):
    for _ in range(5000):
        body()
    best = float("inf")
    for _ in range(60):
        start = time.thread_time_ns()
        for _ in range(1000):
            body()
        best = min(best, (time.thread_time_ns() - start) / 1000)
    print(name, round(best), flush=True)


with torch.no_grad():
    measure("add", lambda: vector + vector)
    measure("linear", lambda: linear(vector))
    measure("conv2d", lambda: conv(image))
    measure("batch_norm", lambda: batch_norm(image))
    measure("layer_norm", lambda: layer_norm(vector))
