#!/usr/bin/env bash
# From a keystroke to its findings, through the real server's process: the largest shipped spec, a spec of 5,000 lines, and all of specs/ open at once.
#   bench/run-keystroke.sh [places]        ARTIFACTS=... the build's folder
# At each place something is typed a character at a time, one keystroke after the other's findings; all of it twice, the first time on a server that has just started. The split is the server's own account: "the rest" is pipes, JSON and waiting.
#   bench/run-keystroke.sh write FILE LINES        only writes the large spec
set -euo pipefail
cd "$(dirname "$0")/.."
artifacts=${ARTIFACTS:-artifacts}
for project in bench/Keystroke/Keystroke.csproj Tools/Cli/Cli.csproj; do
  dotnet build "$project" -c Release --artifacts-path "$artifacts" -v:q -nologo -maxcpucount:1
done
bench="$artifacts/bin/Keystroke/release/Keystroke.dll"
if [ "${1:-}" = write ]; then
  exec dotnet "$bench" "$@"
fi
echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), load $(cut -d' ' -f1-3 /proc/loadavg)"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet "$bench" "$folder" "$artifacts/bin/Cli/release/archgen.dll" specs "${1:-60}"
