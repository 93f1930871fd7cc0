"""Tables of what driver.py found."""
import math
import os
import re
import statistics

import official

TITLES = {"eager": "PyTorch eager", "jit": "TorchScript, optimised", "plain": "plain module", "inference": "`ToInference()`", "onnx": "ONNX Runtime"}


def ratios(times, side):
    """Median and the middle half of the rounds' ratios: a side and its peer in the same round had the same machine."""
    by_round = sorted(a / b for a, b in zip(times[side]["wall"], times["eager"]["wall"]))
    low, middle, high = (by_round[0], by_round[0], by_round[0]) if len(by_round) < 2 else statistics.quantiles(by_round, n=4, method="inclusive")
    return middle, low, high


def least(times, side):
    """The least processor time of a call, as a ratio: what other load hardly changes."""
    return min(times[side]["processor"]) / min(times["eager"]["processor"])


def title(result):
    return official.by_name(result["model"]).title + f"@{official.by_name(result['model']).size}"


def median(result, side):
    return statistics.median(result["times"][side]["wall"])


def ratio_text(times, side):
    middle, low, high = ratios(times, side)
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def inference_line(result):
    parts = [f"{side} {median(result, side):.1f} ms" + ("" if side == "eager" else f" ×{ratio_text(result['times'], side)}, least processor time ×{least(result['times'], side):.2f}") for side in result["times"]]
    return f"{title(result)} batch {result['batch']}: " + "; ".join(parts)


def training_line(result):
    memory = result["memory"]
    shares = ", ".join(f"{what} {mebibytes(memory['plain'][what])} / {mebibytes(memory['eager'][what])} MiB = {memory['plain'][what] / memory['eager'][what]:.2f}" for what in ("allocated", "resident"))
    return f"{title(result)} training: eager {median(result, 'eager'):.0f} ms; plain ×{ratio_text(result['times'], 'plain')}, least processor time ×{least(result['times'], 'plain'):.2f}; memory {shares}"


def mebibytes(count):
    return f"{count / 2**20:.0f}"


def rate(result, side, passes=1):
    return 2 * result["macs"] * result["batch"] * passes / median(result, side) / 1e6


def geometric(values):
    return math.exp(statistics.fmean(math.log(v) for v in values))


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join(["---"] + ["---:"] * (len(header) - 1)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def inference_table(results):
    found = results["inference"]
    sides = [s for s in found[0]["times"] if s != "eager"]
    rows = [[title(r), str(r["batch"]), f"{median(r, 'eager'):.1f} ms", *[ratio_text(r["times"], s) for s in sides]] for r in found]
    rows.append(["geometric mean", "", "", *[f"**{geometric([ratios(r['times'], s)[0] for r in found]):.2f}**" for s in sides]])
    return table(["model", "batch", TITLES["eager"], *[TITLES.get(s, s) for s in sides]], rows)


def least_table(results):
    found = results["inference"]
    sides = [s for s in found[0]["times"] if s != "eager"]
    rows = [[title(r), str(r["batch"]), *[f"{least(r['times'], s):.2f}" for s in sides]] for r in found]
    rows.append(["geometric mean", "", *[f"**{geometric([least(r['times'], s) for r in found]):.2f}**" for s in sides]])
    return table(["model", "batch", *[TITLES.get(s, s) for s in sides]], rows)


def rate_table(results):
    peak = results["about"]["machine"]["fma"]
    sides = list(results["inference"][0]["times"])
    rows = [[title(r), str(r["batch"]), *[f"{rate(r, s):.0f} ({100 * rate(r, s) / peak:.0f} %)" for s in sides]] for r in results["inference"]]
    return table(["model", "batch", *[TITLES.get(s, s) for s in sides]], rows)


def training_table(results):
    rows = []
    for r in results["training"]:
        memory = r["memory"]
        both = [f"{memory['plain'][w] / memory['eager'][w]:.2f} ({mebibytes(memory['plain'][w])} / {mebibytes(memory['eager'][w])} MiB)" for w in ("allocated", "resident")]
        rows.append([title(r), str(r["batch"]), f"{median(r, 'eager'):.0f} ms", ratio_text(r["times"], "plain"), f"{least(r['times'], 'plain'):.2f}", *both])
    found = results["training"]
    shares = [geometric([r["memory"]["plain"][w] / r["memory"]["eager"][w] for r in found]) for w in ("allocated", "resident")]
    rows.append(["geometric mean", "", "", f"**{geometric([ratios(r['times'], 'plain')[0] for r in found]):.2f}**", f"**{geometric([least(r['times'], 'plain') for r in found]):.2f}**", *[f"**{s:.2f}**" for s in shares]])
    return table(["model", "batch", TITLES["eager"], "our step", "least processor time", "peak of allocations", "peak of resident memory"], rows)


def markdown(results):
    about, peak = results["about"], results["about"]["machine"]
    threads = results["threads"]
    text = [f"### {threads} thread{'s' if threads > 1 else ''}", ""]
    runtime = f", ONNX Runtime {about['onnxruntime']}" if "onnxruntime" in about else ""
    text += [
        f"{results['date']}; {results['machine']}; libtorch {about['libtorch']} on both sides{runtime}. Load average before and after: {results['load'][0]}; {results['load'][1]} "
        f"(1, 5, 15 minutes; the run itself is about {threads}). {results['rounds']} rounds.",
        f"The machine's peak with {threads} thread{'s' if threads > 1 else ''}: {peak['fma']:.0f} GFLOP/s in registers, {peak['product']:.0f} in libtorch's matrix product (512³, float32).",
        "",
    ]
    if results["inference"]:
        text += ["Inference, time as a ratio to PyTorch eager's:", "", inference_table(results), "", "The least processor time of a pass, as a ratio to PyTorch eager's: what other load on the machine hardly changes.", "", least_table(results), "", "Achieved GFLOP/s (two for each multiply-accumulate of the spec), and of the peak in registers:", "", rate_table(results), ""]
    if results["training"]:
        text += ["A training step (forward, cross entropy, backward, AdamW), time and memory as ratios to PyTorch eager's:", "", training_table(results), ""]
    return "\n".join(text)


def write(path, results):
    """Puts the tables between their marks in a file; those of other numbers of threads stay as they are."""
    begin, end = (f"<!-- bench/compare, threads {results['threads']}: {word} -->" for word in ("begin", "end"))
    with open(path, encoding="utf-8") as file:
        old = file.read()
    section = f"{begin}\n{markdown(results)}{end}"
    new, count = re.subn(re.escape(begin) + ".*?" + re.escape(end), lambda _: section, old, flags=re.DOTALL)
    if count == 0:
        new = old.rstrip("\n") + "\n\n" + section + "\n"
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(new)
    os.replace(path + ".new", path)
