# How loops/loops_small_6x4.json was made: the same network by hand.
# python3 make-loops.py loops/loops_small_6x4.json
import contextlib, importlib.util, json, os, sys, tempfile
import torch
from torch import nn
here = os.path.dirname(os.path.abspath(__file__))
# The fill rule is make-fixture.py's, which writes its own fixture when it is run.
spec = importlib.util.spec_from_file_location('fixture', os.path.join(here, 'make-fixture.py'))
fixture = importlib.util.module_from_spec(spec)
out, sys.argv[1] = sys.argv[1], os.path.join(tempfile.mkdtemp(), 'unused.json')
spec.loader.exec_module(fixture)

class Grow(nn.Module):
    def __init__(s, i, o): super().__init__(); s.conv = nn.Conv2d(i, o, 1)
    def forward(s, x): return s.conv(x)
class LastStays(nn.Module):
    def __init__(s, c, n): super().__init__(); s.n = n; s.rest = nn.Conv2d(c - c // n, c - c // n, 1)
    def forward(s, x): p = x.chunk(s.n, 1); return torch.cat([s.rest(torch.cat(p[:-1], 1)), p[-1]], 1)
class Nest(nn.Module):
    def __init__(s, c, depth):
        super().__init__()
        if depth == 1: s.conv = nn.Conv2d(c, c, 1)
        else: s.outer, s.inner = Nest(c, depth - 1), Nest(c, 1)
    def forward(s, x): return s.conv(x) if hasattr(s, 'conv') else s.inner(torch.relu(s.outer(x)))
class Either(nn.Module):
    def __init__(s, c, d, stride): super().__init__(); s.changes = stride != 1 or c != d; s.conv = nn.Conv2d(c, d, 1, stride)
    def forward(s, x): y = s.conv(x); return y * 2 if s.changes else y + x
class Loops(nn.Module):
    def __init__(s, rounds=3, widths=(4, 6, 8), channels=6, classes=5):
        super().__init__()
        conv = lambda i, o: nn.Conv2d(i, o, 1)
        s.table = nn.Parameter(torch.zeros(classes, channels))
        s.grow, s.twice, c, i = nn.ModuleList(), nn.ModuleList(), 4, 3
        for _ in range(rounds):
            c += 2
            s.grow.append(Grow(i, c)); s.twice.append(conv(c, 2 * c)); i = 2 * c
        s.middle = conv(i, c)
        s.step = nn.ModuleList(conv(a, b) for a, b in zip((c, *widths), widths))
        s.narrow = conv(widths[-1], channels)
        s.back = nn.ModuleList(conv(w, channels) for w in widths)
        s.f, s.g = (nn.ModuleList(conv(channels, channels) for _ in widths) for _ in '12')
        s.last, s.nest, s.kept, s.halved = LastStays(channels, 3), Nest(channels, 2), Either(channels, channels, 1), Either(channels, channels, 2)
    def forward(s, x):
        for a, b in zip(s.grow, s.twice): x = b(a(x))
        x = s.middle(x); maps = []
        for m in s.step: x = m(x); maps.append(x)
        x = s.narrow(x)
        for m, b, f, g in zip(maps, s.back, s.f, s.g): x = x + b(m); x = torch.tanh(f(x)) * torch.sigmoid(g(x))
        x = s.halved(s.kept(s.nest(s.last(3 * x)))).mean([2, 3])
        return x @ s.table[torch.tensor([2, 1, 0, 1, 2])].T
m = Loops().eval(); sd = m.state_dict(); macs = 0
m.load_state_dict({k: fixture.fill(k, list(v.shape)) for k, v in sd.items()})
def count(module, _, y): global macs; macs += y[0].numel() * module.weight[0].numel()
for c in m.modules():
    if isinstance(c, nn.Conv2d): c.register_forward_hook(count)
shape = [1, 3, 6, 4]
with torch.no_grad(): y = m(fixture.fill('input', shape))
json.dump({"name": "loops_small_6x4", "family": "Loops", "input_shape": shape, "num_params": sum(p.numel() for p in m.parameters()),
    "macs": macs + m.table.numel(), "output_shape": list(y.shape), "logits": [float('%.9g' % v) for v in y.flatten().tolist()],
    "state_dict": [[k, list(v.shape), "param"] for k, v in sd.items()]}, open(out, 'w'), indent=1)
