# Makes fixtures for `archgen verify` from PyTorch models, training included, in float64: outputs in evaluation; then, in train mode, outputs,
# running averages after the step, and the gradients of a loss. Every gradient is held against a central difference first, so that
# no fault of one torch build gets into a file. Needs torch and numpy, and drop rates of 0 in the models.
#
#   python3 golden.py MODELS.py FOLDER [NAME…]
#
# MODELS.py is yours. It has `models`: name -> (function that builds the module, input shape, what `source` shall say), or the same with a fourth item,
# "rule_scale": [[end of a key, factor], …].
import json, math, pathlib, runpy, sys
import numpy as np, torch

def uniform(key, count):
    """FNV-1a of the key seeds SplitMix64; its first numbers in [0, 1)."""
    seed = 14695981039346656037
    for byte in key.encode():
        seed = ((seed ^ byte) * 1099511628211) % 2 ** 64
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53

def tensor(values, shape):
    """Rounded to float32, as the rule says, then exact in float64."""
    return torch.from_numpy(np.asarray(values, dtype=np.float32)).reshape(list(shape)).double()

def plain(key, shape):
    return tensor(2 * uniform(key, math.prod(shape)) - 1, shape)

def filled(key, shape, is_parameter, scales=()):
    """A state-dict entry's values; None where the model's own stay."""
    name, count = key.split(".")[-1], math.prod(shape)
    u = uniform(key, count)
    v = 2 * u - 1
    if name == "weight" and len(shape) >= 2: values = v * math.sqrt(3 / (count / shape[0]))
    elif name in ("weight", "temperature"): values = 1 + 0.1 * v
    elif name in ("bias", "running_mean"): values = 0.1 * v
    elif name == "running_var": values = 0.5 + u
    elif name == "num_batches_tracked": values = 0 * v
    elif is_parameter: values = 0.5 * v
    else: return None
    for end, factor in scales:
        values = values * factor if key.endswith(end) else values
    return tensor(values, shape)

def fill(model, scales=()):
    parameters = dict(model.named_parameters())
    with torch.no_grad():
        for key, entry in model.state_dict(keep_vars=True).items():
            values = filled(key, entry.shape, key in parameters, scales)
            if values is not None:
                entry.data.copy_(values)

def tensors(result):
    return [result] if torch.is_tensor(result) else [t for t in result if torch.is_tensor(t)]

def rounded(values):
    return [float("%.7g" % v) for v in values]

def sampled(t):
    """An output, as the fixtures without training have it."""
    flat = t.flatten()
    spread = flat[torch.from_numpy(np.linspace(0, len(flat) - 1, 32).astype(int))]
    return {"shape": list(t.shape), "mean": flat.mean().item(), "std": flat.std(unbiased=False).item(), "first8": rounded(flat[:8].tolist()), "even64": rounded(spread.tolist())}

def projected(key, t):
    """Norm, and projection on the direction that the key gives: an error of any element moves the second."""
    return rounded([t.norm().item(), (t * plain("direction." + key, t.shape)).sum().item()])

def loss_of(outputs):
    return sum((t * plain(f"loss.{i}", t.shape)).sum() for i, t in enumerate(outputs))

def check(key, target, gradient, loss, largest):
    """The derivative along the key's direction, by central differences, against the gradient's projection."""
    direction = plain("direction." + key, target.shape)
    step = 1e-5 * (target.norm().item() / direction.norm().item() + 1e-3)
    with torch.no_grad():
        before = target.clone()
        ends = []
        for sign in (1, -1):
            target.copy_(before + sign * step * direction)
            ends.append(loss().item())
        target.copy_(before)
    slope = (ends[0] - ends[1]) / (2 * step)
    exact = (gradient * direction).sum().item()
    if abs(slope - exact) > 1e-4 * gradient.norm().item() + 1e-8 * largest + 1e-13 * abs(ends[0]) / step:
        raise SystemExit(f"{key}: the gradient along its direction is {exact}, by central difference {slope}")

def fixture(name, build, shape, source, scales=()):
    torch.manual_seed(0)
    model = build()
    fill(model, scales)
    model = model.double()
    state = {key: list(t.shape) for key, t in model.state_dict().items()}
    parameters = dict(model.named_parameters())
    model.eval()
    with torch.no_grad():
        evaluated = [sampled(t) for t in tensors(model(plain("input", shape)))]
    model.train()
    image = plain("input", shape).requires_grad_()
    outputs = tensors(model(image))
    loss_of(outputs).backward()
    buffers = {key: projected(key, t.double().clone()) for key, t in model.named_buffers() if key.split(".")[-1] in ("running_mean", "running_var", "num_batches_tracked")}
    targets = {"input": image, **parameters}
    gradients = {key: t.grad if t.grad is not None else torch.zeros_like(t) for key, t in targets.items()}
    largest = max(g.norm().item() for g in gradients.values())
    for key, t in targets.items():
        check(key, t, gradients[key], lambda: loss_of(tensors(model(image))), largest)
    # What cancels (a bias before a batch norm, say) is zero up to rounding, and says so.
    zero = lambda g: g.norm().item() < 1e-9 * largest
    return {
        "name": name, "source": source, "input_shape": list(shape), **({"rule_scale": [list(s) for s in scales]} if scales else {}),
        "num_params": sum(t.numel() for t in parameters.values()), "outputs": evaluated,
        "training": {
            "outputs": [{"shape": list(t.shape), "projected": projected(f"output.{i}", t.detach())} for i, t in enumerate(outputs)],
            "gradients": {key: [0, 0] if zero(g) else projected(key, g) for key, g in gradients.items()},
            "buffers": buffers},
        "state_dict": [[key, s, "param" if key in parameters else "buffer"] for key, s in state.items()]}

def text(entry):
    """JSON with an item a line."""
    line = lambda v: json.dumps(v, separators=(", ", ": "))
    def block(value, indent):
        if isinstance(value, dict) and value:
            return "{\n" + ",\n".join(f"{indent}  {json.dumps(k)}: {block(v, indent + '  ') if k in ('training', 'gradients', 'buffers', 'state_dict', 'outputs') else line(v)}" for k, v in value.items()) + f"\n{indent}}}"
        if isinstance(value, list) and value:
            return "[\n" + ",\n".join(f"{indent}  {line(v)}" for v in value) + f"\n{indent}]"
        return line(value)
    return block(entry, "") + "\n"

if __name__ == "__main__":
    models, folder, names = runpy.run_path(sys.argv[1])["models"], pathlib.Path(sys.argv[2]), sys.argv[3:]
    for name in names or models:
        (folder / f"{name}.json").write_text(text(fixture(name, *models[name])))
        print(name, flush=True)
