#!/usr/bin/env bash
# What a call costs through Libtorch/ and through Python's PyTorch over the same libtorch: by turns, as a ratio.
#   bench/run-overhead.sh [rounds]        PYTHON=... picks the Python that has torch, ARTIFACTS=... the build's folder
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
artifacts=${ARTIFACTS:-artifacts}
python=${PYTHON:-}
if [ -z "$python" ]; then
  for candidate in python3 /usr/bin/python3; do
    if command -v "$candidate" > /dev/null && "$candidate" -c 'import torch' 2> /dev/null; then python=$candidate; break; fi
  done
fi
[ -n "$python" ] || { echo "no Python with torch found: install python3-torch, or set PYTHON" >&2; exit 1; }

dotnet build bench/Overhead/Overhead.csproj -c Release --artifacts-path "$artifacts" -v:q -nologo -maxcpucount:1
program="$artifacts/bin/Overhead/release/Overhead.dll"
# Both sides wait passively and keep their memory: the same settings, whichever way they are set.
export OMP_WAIT_POLICY=PASSIVE MALLOC_TRIM_THRESHOLD_=2147483647 MALLOC_MMAP_MAX_=0 MALLOC_TOP_PAD_=67108864 DOTNET_TieredCompilation=1

echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), load $(cut -d' ' -f1-3 /proc/loadavg)"
dotnet "$program" --settings | sed 's/^/ours: /;/^ours: $/d'
"$python" bench/Overhead/overhead.py --settings | sed 's/^/peer: /'
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for ((round = 0; round < rounds; round++)); do
  dotnet "$program" | sed 's/^/ours /' >> "$results"
  "$python" bench/Overhead/overhead.py | sed 's/^/peer /' >> "$results"
done

"$python" - "$results" << 'PY'
import collections, statistics, sys
sides = collections.defaultdict(lambda: collections.defaultdict(list))
for line in open(sys.argv[1]):
    side, name, value = line.split()
    sides[name][side].append(float(value))
print(f"\n{'call':<12}{'ours ns':>10}{'peer ns':>10}{'ratio':>8}   spread of the ratio over {len(next(iter(sides.values()))['ours'])} rounds")
worst = 0
for name, side in sides.items():
    ratios = sorted(a / b for a, b in zip(side["ours"], side["peer"]))
    middle = statistics.median(ratios)
    worst = max(worst, middle)
    print(f"{name:<12}{statistics.median(side['ours']):>10.0f}{statistics.median(side['peer']):>10.0f}{middle:>8.2f}   {ratios[0]:.2f} to {ratios[-1]:.2f}")
print(f"worst {worst:.2f}: a call costs {'no more' if worst <= 1 else 'MORE'} than Python's")
PY
