#!/usr/bin/env bash
# The fused kernels against libtorch's own operators, by turns in one run: time, GFLOP/s, fraction of this machine's measured peak, ratios.
#   bench/run-kernels.sh [--threads N] [--rounds N] [--batch N] [--only linear|mlp|depthwise|attention|patches|rows]
#   ARCHGEN_KERNELS=avx2 takes the narrower kernels, and holds libtorch and the measured peak to the same instructions; ARTIFACTS=... the build's folder
# With one thread, its processor time counts, which other programs disturb the least; with more, the wall's.
set -euo pipefail
cd "$(dirname "$0")/.."
artifacts=${ARTIFACTS:-artifacts}
dotnet build bench/Kernels/Kernels.csproj -c Release --artifacts-path "$artifacts" -v:q -nologo -maxcpucount:1
if [ "${ARCHGEN_KERNELS:-}" = avx2 ]; then export ATEN_CPU_CAPABILITY=avx2 DNNL_MAX_CPU_ISA=AVX2 ONEDNN_MAX_CPU_ISA=AVX2 OPENBLAS_CORETYPE=Haswell DOTNET_EnableAVX512=0; fi
# OpenBLAS with threads of its own doesn't go by libtorch's setting: unless told, one thread of ours would be measured against all of the machine's.
threads=$(nproc)
for ((i = 1; i < $#; i++)); do if [ "${!i}" = --threads ]; then next=$((i + 1)); threads=${!next}; fi; done
export OPENBLAS_NUM_THREADS=$threads
echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), load $(cut -d' ' -f1-3 /proc/loadavg)"
exec dotnet "$artifacts/bin/Kernels/release/Kernels.dll" "$@"
