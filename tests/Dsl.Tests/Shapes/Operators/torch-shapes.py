"""Writes torch-shapes.tsv: what PyTorch makes of random legal and illegal calls.

Each line: operator, arguments, inputs' shapes, result's shapes or "error", the layer's state dict.
Where the language refuses what PyTorch lets pass (an out-of-range slice is clamped, squeezing an axis
that isn't 1 does nothing, ...), `refuse` says so here.

Run: python3 torch-shapes.py > torch-shapes.tsv
"""
import random
import sys

import torch
import torch.nn.functional as F
from torch import nn

R = random.Random(20250611)
torch.manual_seed(0)


class Refused(Exception):
    pass


def refuse(condition):
    if condition:
        raise Refused()


def pick(*options):
    return R.choice(options)


def shape(rank, low=1, high=7):
    return [R.randint(low, high) for _ in range(rank)]


def show(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, torch.Size)):
        return "[" + ",".join(str(int(v)) for v in value) + "]"
    return str(value)


def per_axis(n, values):
    """One number, or one an axis; seldom a list of the wrong length."""
    roll = R.random()
    if roll < 0.5:
        return R.choice(values)
    return [R.choice(values) for _ in range(n if roll < 0.97 else n + 1)]


def norm(value, n):
    value = value if isinstance(value, list) else [value] * n
    refuse(len(value) != n)
    return tuple(value)


rows = set()


def case(op, args, shapes, run):
    state = ""
    try:
        tensors = [torch.rand(s) for s in shapes]
        result = run(*tensors)
        if isinstance(result, tuple) and isinstance(result[0], nn.Module):
            module, result = result
            state = ";".join(f"{k}={show(v.shape)}" for k, v in module.state_dict().items())
        results = [result] if isinstance(result, torch.Tensor) else list(result)
        refuse(any(0 in r.shape for r in results))
        text = "|".join(show(r.shape) for r in results)
    except (RuntimeError, ValueError, IndexError, TypeError, AssertionError, NotImplementedError, Refused):
        text, state = "error", ""
    written = ";".join(f"{k}={show(v)}" for k, v in args.items() if v is not None)
    rows.add("\t".join([op, written, "|".join(show(s) for s in shapes), text, state]))


def layer(module, x):
    return module.eval(), module(x)


def conv(n):
    rank = n + 2 if R.random() < 0.95 else pick(n, n + 3)
    s = shape(rank, 1, 9)
    s[0] = R.randint(1, 2)
    if rank > 1:
        s[1] = pick(1, 2, 3, 4, 6, 8)
    a = dict(
        out_channels=pick(1, 2, 4, 6, 8, 12), kernel_size=per_axis(n, [1, 2, 3, 5]), stride=per_axis(n, [1, 1, 2, 3]),
        padding=per_axis(n, [0, 0, 1, 2]), dilation=per_axis(n, [1, 1, 2]), groups=pick(1, 1, 1, 2, 3, 4), bias=pick(True, False))
    if R.random() < 0.06:
        a[pick("kernel_size", "stride", "dilation")] = 0
    if R.random() < 0.02:
        a["padding"] = -1
    if R.random() < 0.2:
        a["padding"] = pick("same", "same_upper", "valid")

    def run(x):
        refuse(x.dim() != n + 2)
        k, st, d = (norm(a[i], n) for i in ("kernel_size", "stride", "dilation"))
        refuse(min(k + st + d) < 1)
        p = a["padding"] if isinstance(a["padding"], str) else norm(a["padding"], n)
        if p == "same_upper":
            pads = []
            for i in reversed(range(n)):
                h = x.shape[2 + i]
                total = max((-(-h // st[i]) - 1) * st[i] + (k[i] - 1) * d[i] + 1 - h, 0)
                pads += [total // 2, total - total // 2]
            x, p = F.pad(x, pads), 0
        m = [nn.Conv1d, nn.Conv2d, nn.Conv3d][n - 1](
            x.shape[1], a["out_channels"], k, stride=st, padding=p, dilation=d, groups=a["groups"], bias=a["bias"])
        return layer(m, x)

    case(f"conv{n}d", a, [s], run)


def conv_transpose(n):
    s = shape(n + 2, 1, 5)
    s[1] = pick(1, 2, 3, 4, 6)
    a = dict(
        out_channels=pick(1, 2, 4, 6), kernel_size=per_axis(n, [1, 2, 3]), stride=per_axis(n, [1, 2, 3]), padding=per_axis(n, [0, 0, 1, 2]),
        output_padding=per_axis(n, [0, 0, 0, 1, 2]), groups=pick(1, 1, 2, 3), bias=pick(True, False), dilation=per_axis(n, [1, 1, 2]))

    def run(x):
        k, st, p, op, d = (norm(a[i], n) for i in ("kernel_size", "stride", "padding", "output_padding", "dilation"))
        m = [nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d][n - 1](
            x.shape[1], a["out_channels"], k, stride=st, padding=p, output_padding=op, groups=a["groups"], bias=a["bias"], dilation=d)
        return layer(m, x)

    case(f"conv_transpose{n}d", a, [s], run)


def pool(n, kind):
    s = shape(n + 2 if R.random() < 0.97 else n + 3, 1, 9)
    a = dict(
        kernel_size=per_axis(n, [1, 2, 3, 4]), stride=pick(None, per_axis(n, [1, 2, 3])), padding=per_axis(n, [0, 0, 1, 2]),
        ceil_mode=pick(True, False))
    if kind == "max":
        a["dilation"] = per_axis(n, [1, 1, 2])
    else:
        a["count_include_pad"] = pick(True, False)
    if R.random() < 0.05:
        a[pick("kernel_size", "stride")] = 0

    def run(x):
        refuse(x.dim() != n + 2)
        k = norm(a["kernel_size"], n)
        st = k if a["stride"] is None else norm(a["stride"], n)
        refuse(min(k + st) < 1)
        p = norm(a["padding"], n)
        if kind == "max":
            return [F.max_pool1d, F.max_pool2d, F.max_pool3d][n - 1](x, k, st, p, norm(a["dilation"], n), a["ceil_mode"])
        return [F.avg_pool1d, F.avg_pool2d, F.avg_pool3d][n - 1](x, k, st, p, a["ceil_mode"], a["count_include_pad"])

    case(f"{kind}_pool{n}d", a, [s], run)


def adaptive(name, n):
    a = dict(output_size=per_axis(n, [1, 2, 3, 5]))

    def run(x):
        return getattr(F, name)(x, norm(a["output_size"], n))

    case(name, a, [shape(n + 2 if R.random() < 0.9 else n + 3)], run)


def linear():
    a = dict(out_features=pick(1, 3, 8, 0), bias=pick(True, False))

    def run(x):
        refuse(a["out_features"] < 1)
        return layer(nn.Linear(x.shape[-1], a["out_features"], bias=a["bias"]), x)

    case("linear", a, [shape(R.randint(0, 4))], run)


def norms():
    s = shape(R.randint(1, 6), 1, 6)
    bn = dict(affine=pick(True, False), track_running_stats=pick(True, False))

    def batch(x):
        refuse(not 2 <= x.dim() <= 5)
        kind = [nn.BatchNorm1d, nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d][x.dim() - 2]
        m = kind(x.shape[1], **bn)
        m.eval()
        if not bn["track_running_stats"]:
            return m, x
        return layer(m, x)

    case("batch_norm", bn, [s], batch)
    ins = dict(affine=pick(True, False))

    def instance(x):
        refuse(not 3 <= x.dim() <= 5)
        return [nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d][x.dim() - 3](x.shape[1], affine=ins["affine"]), x

    case("instance_norm", ins, [s], instance)
    g = dict(num_groups=pick(1, 2, 3, 4, 0), affine=pick(True, False))

    def group(x):
        refuse(x.dim() < 2 or g["num_groups"] < 1)
        m = nn.GroupNorm(g["num_groups"], x.shape[1], affine=g["affine"])
        torch.group_norm(x, g["num_groups"])
        return m, x

    case("group_norm", g, [s], group)
    last = R.randint(1, 3)
    ln = dict(axes=list(range(len(s) - last, len(s))) if R.random() < 0.8 else [0, 2], affine=pick(True, False), bias=pick(True, True, False))

    def layernorm(x):
        dims = [d + x.dim() if d < 0 else d for d in ln["axes"]]
        refuse(dims != list(range(x.dim() - len(dims), x.dim())))
        m = nn.LayerNorm([x.shape[d] for d in dims], elementwise_affine=ln["affine"])
        m(x)
        if not ln["bias"]:
            m.bias = None
        return m, x

    case("layer_norm", ln, [s], layernorm)
    one = dict(axis=R.randint(-7, 7))

    def axisnorm(x):
        moved = x.movedim(one["axis"], -1)
        m = nn.LayerNorm(moved.shape[-1])
        return m, m(moved).movedim(-1, one["axis"])

    case("layer_norm", one, [s], axisnorm)


def prelu():
    a = dict(num_parameters=pick(1, 2, 3, 4))

    def run(x):
        return layer(nn.PReLU(a["num_parameters"]), x)

    case("prelu", a, [shape(R.randint(1, 4), 1, 4)], run)


def embedding():
    a = dict(num_embeddings=pick(1, 5, 0), embedding_dim=pick(1, 8))

    def run(x):
        refuse(a["num_embeddings"] < 1)
        return layer(nn.Embedding(a["num_embeddings"], a["embedding_dim"]), torch.zeros(x.shape, dtype=torch.long))

    case("embedding", a, [shape(R.randint(1, 3))], run)


def elementwise():
    s = shape(R.randint(1, 4))
    dim = dict(dim=R.randint(-5, 4))
    case("softmax", dim, [s], lambda x: F.softmax(x, dim["dim"]))
    case("log_softmax", dim, [s], lambda x: F.log_softmax(x, dim["dim"]))
    case("cumsum", dim, [s], lambda x: x.cumsum(dim["dim"]))
    case("normalize", dim, [s], lambda x: F.normalize(x, dim=dim["dim"]))
    drop = dict(p=pick(0.0, 0.5, 1.0, 1.5, -0.1))
    case("dropout", drop, [s], lambda x: F.dropout(x, drop["p"], True))
    clamp = dict(min=pick(None, 0.0), max=pick(None, 2.0))
    case("clamp", clamp, [s], lambda x: torch.clamp(x, **clamp))


def broadcast():
    full = shape(R.randint(0, 4), 1, 5)

    def part():
        s = [1 if R.random() < 0.3 else d for d in full[R.randint(0, len(full)) if R.random() < 0.4 else 0:]]
        if s and R.random() < 0.15:
            s[R.randrange(len(s))] += 1
        return s

    op = pick("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
    function = dict(add=torch.add, subtract=torch.sub, multiply=torch.mul, divide=torch.div, power=torch.pow, maximum=torch.maximum, minimum=torch.minimum)
    case(op, {}, [part(), part()], function[op])


def matmul():
    m, k, n = shape(3, 1, 5)
    batch = shape(R.randint(0, 2), 1, 4)
    left = [1 if R.random() < 0.2 else d for d in batch[R.randint(0, len(batch)):]] + [m, k]
    right = [1 if R.random() < 0.2 else d for d in batch] + [k, n]
    if R.random() < 0.15:
        left = [k]
    if R.random() < 0.15:
        right = [k]
    if R.random() < 0.15:
        right[R.randrange(len(right))] += 1
    if R.random() < 0.03:
        left = []
    case("matmul", {}, [left, right], torch.matmul)


def axes(rank, most=3):
    return [R.randint(-rank - (R.random() < 0.05), rank - 1 + (R.random() < 0.05)) for _ in range(R.randint(1, most))]


def reductions():
    rank = R.randint(1, 4)
    s = shape(rank, 2, 5)
    keep = pick(True, False)
    which = R.random()
    a = dict(keep=keep)
    every = list(range(rank))
    if which < 0.45:
        a["dims"] = every = axes(rank)
    elif which < 0.9:
        a["dim"] = axes(rank, 1)[0]
        every = [a["dim"]]
    for op, f in dict(mean=torch.mean, sum=torch.sum, max=torch.amax, min=torch.amin, var=torch.var, std=torch.std, logsumexp=torch.logsumexp).items():
        if R.random() < 0.4:
            case(op, a, [s], lambda x, f=f: f(x, every, keepdim=keep))
    one = dict(dim=axes(rank, 1)[0], keep=keep)
    case("prod", one, [s], lambda x: torch.prod(x, one["dim"], keepdim=keep))
    case("argmax", one, [s], lambda x: torch.argmax(x, one["dim"], keepdim=keep))


def layouts():
    rank = R.randint(1, 5)
    s = shape(rank, 1, 6)
    near = lambda r: R.randint(-r, r - 1) if R.random() < 0.93 else r + 1
    t = dict(dim0=near(rank), dim1=near(rank))
    case("transpose", t, [s], lambda x: x.transpose(t["dim0"], t["dim1"]))
    order = list(range(rank))
    R.shuffle(order)
    if R.random() < 0.3:
        order[0] -= rank
    if R.random() < 0.1:
        order = order[1:] or [0, 0]
    if R.random() < 0.1:
        order[-1] = order[0]
    case("permute", dict(dims=order), [s], lambda x: x.permute(order))
    f = dict(start_dim=near(rank), end_dim=near(rank))
    case("flatten", f, [s], lambda x: x.flatten(f["start_dim"], f["end_dim"]))
    u = near(rank)
    case("unsqueeze", dict(dim=u), [s], lambda x: x.unsqueeze(u))

    def squeeze(x):
        y = x.squeeze(u)
        refuse(y.dim() == x.dim())
        return y

    case("squeeze", dict(dim=u), [s], squeeze)
    case("flip", dict(dims=[u]), [s], lambda x: x.flip([u]))
    r = dict(repeats=pick(1, 2, 3), dim=u)
    case("repeat_interleave", r, [s], lambda x: x.repeat_interleave(r["repeats"], r["dim"]))
    dims = axes(rank)
    shifts = [R.randint(-4, 9) for _ in dims] + ([1] if R.random() < 0.1 else [])
    case("roll", dict(shifts=shifts, dims=dims), [s], lambda x: (refuse(len({d % x.dim() for d in dims}) != len(dims)), x.roll(shifts, dims))[1])
    e = [d if d > 1 and R.random() < 0.9 else pick(1, 3, 4) for d in s]
    e = [-1 if R.random() < 0.2 else d for d in e]
    e = [2] * R.randint(0, 1) + (e if R.random() < 0.9 else e[1:])
    case("expand", dict(sizes=e), [s], lambda x: x.expand(e))


def reshapes():
    s = [pick(1, 2, 3, 4, 6, 8) for _ in range(R.randint(1, 4))]
    total = 1
    for d in s:
        total *= d
    sizes = []
    while total > 1 and len(sizes) < 3:
        d = R.choice([k for k in range(1, total + 1) if total % k == 0])
        sizes.append(d)
        total //= d
    sizes.append(total)
    R.shuffle(sizes)
    if R.random() < 0.4:
        sizes[R.randrange(len(sizes))] = -1
    if R.random() < 0.15:
        sizes[R.randrange(len(sizes))] = pick(-1, 5, 0, -2)
    case("reshape", dict(sizes=sizes), [s], lambda x: (refuse(0 in sizes), x.reshape(sizes))[1])
    dim = R.randrange(len(s))
    parts = pick([-1, 2], [2, -1], [1, s[dim]], [s[dim] // 2, 2], [-1, -1])
    case("unflatten", dict(dim=dim, sizes=parts), [s], lambda x: (refuse(min(parts) < -1 or 0 in parts), x.unflatten(dim, parts))[1])


def slices():
    s = shape(R.randint(1, 3), 1, 8)
    dim = R.randrange(len(s))
    a = dict(dim=dim, **{"from": R.randint(-s[dim] - 1, s[dim])}, to=pick(None, R.randint(-s[dim] - 1, s[dim] + 1)), step=pick(1, 1, 2, 3, 0))

    def run(x):
        size = x.shape[dim]
        start, end = a["from"], size if a["to"] is None else a["to"]
        start, end = start + size if start < 0 else start, end + size if end < 0 else end
        refuse(not (0 <= start < end <= size) or a["step"] < 1)
        return x[(slice(None),) * dim + (slice(start, end, a["step"]),)]

    case("slice", a, [s], run)
    i = R.randint(-s[dim] - 1, s[dim])
    case("select", dict(dim=dim, index=i), [s], lambda x: x.select(dim, i))


def paddings():
    rank = R.randint(1, 5)
    s = shape(rank, 1, 6)
    mode = pick("constant", "constant", "reflect", "replicate", "circular")
    low = -2 if mode == "constant" else 0
    count = R.randint(1, min(rank, 3))
    sizes = [R.randint(low, 5) for _ in range(2 * count + (R.random() < 0.05))]
    if all(k == 0 for k in sizes):
        sizes[0] = 1

    def run(x):
        # reflect, replicate and circular pad the axes behind [N, C] (or behind [C]): PyTorch's module forms.
        if mode in ("reflect", "replicate"):
            refuse(x.dim() not in (count + 1, count + 2))
        if mode == "circular":
            refuse(x.dim() != count + 2)
        return F.pad(x, sizes, mode=mode)

    case("pad", dict(sizes=sizes, mode=mode), [s], run)
    rank = R.randint(2, 5)
    s = shape(rank, 1, 9)
    m = per_axis(max(rank - 2, 1), [1, 2, 3, 4])

    def multiple(x):
        refuse(x.dim() < 3)
        each = norm(m, x.dim() - 2)
        pads = []
        for d, k in reversed(list(zip(x.shape[2:], each))):
            pads += [0, -d % k]
        return F.pad(x, pads)

    case("pad_to_multiple", dict(multiples=m), [s], multiple)


def joins():
    s = shape(R.randint(1, 4), 1, 4)
    dim = R.randint(-len(s), len(s) - 1 + (R.random() < 0.1))
    shapes = []
    for _ in range(R.randint(1, 3)):
        t = list(s)
        if dim < len(s):
            t[dim] = R.randint(1, 4)
        if R.random() < 0.08:
            t[R.randrange(len(t))] += 1
        if R.random() < 0.04:
            t = t + [2]
        shapes.append(t)
    case("concat", dict(dim=dim), shapes, lambda *x: torch.cat(x, dim))
    case("stack", dict(dim=dim), [s, s if R.random() < 0.8 else s[:-1] + [s[-1] + 1]], lambda *x: torch.stack(x, dim))


def splits():
    s = shape(R.randint(1, 3), 1, 9)
    dim = R.randint(-len(s), len(s) - 1)
    size = s[dim]
    sizes = [R.randint(1, 4) for _ in range(R.randint(1, 3))]
    if sum(sizes[:-1]) < size and R.random() < 0.7:
        sizes[-1] = size - sum(sizes[:-1])
    case("split", dict(sizes=sizes, dim=dim), [s], lambda x: x.split(sizes, dim))
    n = pick(0, 1, 2, 3, 4, 5)

    def chunk(x):
        pieces = x.chunk(n, dim)
        refuse(len(pieces) != n)
        return pieces

    case("chunk", dict(chunks=n, dim=dim), [s], chunk)
    case("split_size", dict(size=n, dim=dim), [s], lambda x: (refuse(n < 1), x.split(n, dim))[1])
    case("unstack", dict(dim=dim), [s], lambda x: x.unbind(dim))


def spaces():
    rank = pick(2, 3, 4, 4, 4, 5)
    s = [pick(1, 2, 3, 4, 6, 8, 9, 16, 18) if i == rank - 3 else pick(1, 2, 3, 4, 6) for i in range(rank)]
    f = pick(1, 2, 3)
    case("pixel_shuffle", dict(factor=f), [s], lambda x: F.pixel_shuffle(x, f))
    case("pixel_unshuffle", dict(factor=f), [s], lambda x: F.pixel_unshuffle(x, f))
    u = dict(kernel_size=per_axis(2, [1, 2, 3]), stride=per_axis(2, [1, 2]), padding=per_axis(2, [0, 1]), dilation=per_axis(2, [1, 2]))

    def unfold(x):
        refuse(x.dim() != 4)
        return F.unfold(x, norm(u["kernel_size"], 2), norm(u["dilation"], 2), norm(u["padding"], 2), norm(u["stride"], 2))

    case("unfold", u, [shape(4, 1, 6)], unfold)
    n = R.randint(1, 3)
    i = dict(mode=pick("nearest", "linear", "bilinear", "bicubic", "trilinear", "area"), align_corners=pick(True, False, False))
    by_size = pick(True, False)
    i["size" if by_size else "scale_factor"] = per_axis(n, [1, 2, 3])

    def interpolate(x):
        corners = i["align_corners"] if i["mode"] not in ("nearest", "area") or i["align_corners"] else None
        if by_size:
            return F.interpolate(x, size=norm(i["size"], n), mode=i["mode"], align_corners=corners)
        return F.interpolate(x, scale_factor=[float(k) for k in norm(i["scale_factor"], n)], mode=i["mode"], align_corners=corners)

    case("interpolate", i, [shape(n + 2, 1, 4)], interpolate)


def creation():
    a = dict(end=R.randint(-4, 9), start=pick(0, 0, 2, 5), step=pick(1, 1, 2, 3, -1, -2, 0))

    def arange():
        refuse(a["step"] == 0)
        return torch.arange(a["start"], a["end"], a["step"])

    case("arange", a, [], arange)
    sizes = shape(R.randint(1, 3), 0 if R.random() < 0.1 else 1, 4)
    case(pick("zeros", "ones"), dict(sizes=sizes), [], lambda: torch.zeros(sizes))


for n in (1, 2, 3):
    for _ in range({1: 130, 2: 190, 3: 80}[n]):
        conv(n)
    for _ in range(70):
        conv_transpose(n)
    for kind in ("avg", "max"):
        for _ in range({1: 70, 2: 130, 3: 50}[n]):
            pool(n, kind)
    for _ in range(12):
        adaptive(f"adaptive_avg_pool{n}d", n)
for _ in range(12):
    adaptive("adaptive_max_pool2d", 2)
    embedding()
for _ in range(25):
    linear()
    prelu()
    elementwise()
    creation()
for _ in range(60):
    norms()
    splits()
    spaces()
    layouts()
for _ in range(160):
    broadcast()
    matmul()
    slices()
for _ in range(50):
    reductions()
for _ in range(150):
    reshapes()
    joins()
    paddings()
sys.stdout.write("\n".join(sorted(rows)) + "\n")
