#!/usr/bin/env bash
# What the generator takes of a build of specs/: all of it in a fresh process (with its IL, and with the images of build/ReadyToRun.targets) and in a warm one, its phases, an
# edit of each spec, and what many edits hold on to.
#   bench/run-generator.sh [rounds] [edits]        ARTIFACTS=... the build's folder, SPECS=... another folder of specs
# With BUILD=1, also the whole of specs/Specs.csproj: anew, anew without the C# compiler's server, and with nothing to do; with the C# compiler's own account of the generator.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
edits=${2:-1000}
artifacts=${ARTIFACTS:-artifacts}
specs=${SPECS:-specs}

dotnet build bench/GeneratorTime/GeneratorTime.csproj -c Release --artifacts-path "$artifacts" -v:q -nologo -maxcpucount:1
program="$artifacts/bin/GeneratorTime/release/GeneratorTime.dll"
# The same program over the images.
images="$artifacts/bin/Generator/release/ready/linux-x64"
ready="$artifacts/bin/GeneratorTime/ready"
rm -rf "$ready"
if [ -d "$images" ]; then
  cp -r "$artifacts/bin/GeneratorTime/release" "$ready"
  cp "$images"/*.dll "$ready"
fi
echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), load $(cut -d' ' -f1-3 /proc/loadavg)"
results=$(mktemp)
trap 'rm -f "$results"' EXIT
# The many edits are made once; all else in each round, in a process of its own.
for ((round = 0; round < rounds; round++)); do
  dotnet "$program" "$specs" $((round == 0 ? edits : 0)) >> "$results"
  [ ! -d "$ready" ] || dotnet "$ready/GeneratorTime.dll" "$specs" cold | sed 's/\t/, with machine code\t/' >> "$results"
done

python3 - "$results" << 'PY'
import collections, statistics, sys
figures = collections.OrderedDict()
for line in open(sys.argv[1]):
    name, *values = line.rstrip("\n").split("\t")
    figures.setdefault(name, []).append([float(v) for v in values])
print(f"\n{'':<44}{'wall':>10}{'processor':>14}   spread of the wall's")
for name, rounds in figures.items():
    wall = [r[0] for r in rounds]
    spread = f"{min(wall):.1f} to {max(wall):.1f}" if len(wall) > 1 else ""
    if name.startswith("memory"):
        print(f"{name:<44}{statistics.median(wall):>6.1f} MiB")
    else:
        print(f"{name:<44}{statistics.median(wall):>7.1f} ms{statistics.median(r[1] for r in rounds):>11.1f} ms   {spread}")
PY

if [ "${BUILD:-0}" = 1 ]; then
  build() { dotnet build specs/Specs.csproj --artifacts-path "$artifacts" -nologo -v:d --no-restore -p:ReportAnalyzer=true "$@"; }
  dotnet build specs/Specs.csproj --artifacts-path "$artifacts" -v:q -nologo
  for what in "--no-incremental" "-p:UseSharedCompilation=false --no-incremental" ""; do
    start=$(date +%s%N)
    # shellcheck disable=SC2086
    account=$(build --no-dependencies $what | grep -E '^ *<?[0-9.,]+ +<?[0-9]+ +ArchGen\.Generator' | head -1 | tr -s ' ' || true)
    echo "build ${what:-with nothing to do}: $((($(date +%s%N) - start) / 1000000)) ms${account:+; seconds, percent of all generators:$account}"
  done
fi
