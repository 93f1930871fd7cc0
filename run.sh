#!/usr/bin/env bash
# From a bare machine to a trained network: installs what is missing, builds, compiles the specs, trains the sample.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

usage() {
  cat <<'TEXT'
usage: ./run.sh [--epochs N] [--data DIR] [--resume] [--no-train]

Installs what is missing, builds ArchGen, compiles the specs, prints the table of variants and trains
samples/FashionMnist on Fashion-MNIST. What is already built isn't built again.

  --epochs N   passes over the training images (3)
  --data DIR   the folder of Fashion-MNIST's four .gz files (Debian's dataset-fashion-mnist)
  --resume     go on where an interrupted training stopped
  --no-train   stop before the training
  --help       this text

environment: TorchBackend=System|TorchSharp  which torch; LIBTORCH=DIR  a libtorch of your own
TEXT
}

epochs=3 data="" resume="" train=1
while [ $# -gt 0 ]; do
  case $1 in
    --epochs) epochs=${2:-}; shift ;;
    --data) data=${2:-}; shift ;;
    --resume) resume=--resume ;;
    --no-train) train=0 ;;
    -h|--help) usage; exit 0 ;;
    *) echo "error: unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift || { usage >&2; exit 2; }
done
case $epochs in ''|*[!0-9]*|0) echo "error: --epochs needs a number above 0" >&2; exit 2 ;; esac
if [ -n "$data" ]; then
  [ -d "$data" ] || { echo "error: there is no folder '$data' (--data)" >&2; exit 2; }
  data=$(cd "$data" && pwd)
fi

cd "$root"
. build/prepare.sh
trap 'echo; echo "stopped; run ./run.sh again to go on" >&2; exit 130' INT TERM

need_dotnet
need_torch
if [ "$train" = 1 ] && [ -z "$data" ]; then need_dataset; fi

projects="Tools/Cli/Cli.csproj specs/Specs.csproj samples/FashionMnist/FashionMnist.csproj"
stamp="$artifacts/.run-stamp"
is_built() {
  [ -x "$artifacts/bin/Cli/release/archgen" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$TorchBackend ${LIBTORCH:-}" ] &&
    [ -z "$(find Dsl Generator Runtime Libtorch Tools specs samples build Directory.* global.json \
      \( -name bin -o -name obj -o -name runs -o -name node_modules \) -prune -o -type f -newer "$stamp" -print -quit)" ]
}
if is_built; then
  say "everything is built"
else
  say "building (a few minutes the first time)"
  started=$(date +%Y%m%d%H%M.%S)
  for project in $projects; do
    echo "    $project"
    build "$project" || die "the build of $project failed; what is wrong stands above."
  done
  printf '%s\n' "$TorchBackend ${LIBTORCH:-}" >"$stamp"
  touch -t "$started" "$stamp"
fi

say "compiling the specs"
./archgen check specs samples
say "the variants"
./archgen summary specs samples

[ "$train" = 1 ] || exit 0
say "training samples/FashionMnist, $epochs epochs (Ctrl-C stops it and keeps the weights)"
"$artifacts/bin/FashionMnist/release/FashionMnist" --epochs "$epochs" --out "$root/runs/fashion-mnist.safetensors" ${data:+--data "$data"} $resume
