# How nested/tiny_net_small_32x24.json was made.
# python3 make-fixture.py nested/tiny_net_small_32x24.json
import sys, torch
from torch import nn
import golden

class Bottleneck(nn.Module):
    def __init__(self, dim, expand=2):
        super().__init__()
        self.up, self.down = nn.Conv2d(dim, dim * expand, 1), nn.Conv2d(dim * expand, dim, 1)
    def forward(self, x): return x + self.down(nn.functional.gelu(self.up(x)))

class TinyNet(nn.Module):
    def __init__(self, dim=4, classes=5):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(3, dim, 4, 4), nn.BatchNorm2d(dim)
        self.stages, self.head = nn.ModuleList([Bottleneck(dim)]), nn.Linear(dim, classes)
    def forward(self, x):
        self.seen = self.stages[0](self.norm(self.stem(x)))
        return self.head(self.seen.mean([2, 3]))

shape = [1, 3, 32, 24]
fixture = golden.fixture("tiny_net_small_32x24", TinyNet, shape, "make-fixture.py")
model = TinyNet()
golden.fill(model)
with torch.no_grad():
    logits = model.double().eval()(golden.plain("input", shape))
seen, tokens = model.seen.detach(), shape[2] * shape[3] // 16
del fixture["outputs"]  # the same as logits, whole
fixture |= {
    "macs": tokens * (48 * 4 + 4 * 8 + 8 * 4) + 20, "output_shape": [1, 5], "logits": golden.rounded(logits.flatten().tolist()),
    "stages": [{"stage": stage, "hook": "stages.0", "mode": "output", **golden.sampled(t)} for stage, t in (("stage1", seen), ("tokens", seen.flatten(2).transpose(1, 2)))]}
open(sys.argv[1], "w").write(golden.text(fixture))
