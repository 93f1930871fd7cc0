#!/usr/bin/env bash
# What compiling takes as specs grow: 1,000 to 40,000 lines, 100 to 4,000 blocks in a model, with the exponents (1 is linear).
#   bench/run-scaling.sh [runs] ["kind"…]        ARTIFACTS=... the build's folder
set -euo pipefail
cd "$(dirname "$0")/.."
artifacts=${ARTIFACTS:-artifacts}
dotnet build bench/Scaling/Scaling.csproj -c Release --artifacts-path "$artifacts" -v:q -nologo -maxcpucount:1
echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), load $(cut -d' ' -f1-3 /proc/loadavg)"
dotnet "$artifacts/bin/Scaling/release/Scaling.dll" "$@"
