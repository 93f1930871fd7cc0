#!/usr/bin/env bash
# Every test, from a bare machine. The last line is "N passed, N failed"; the exit code is 0 only when none failed.
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
case ${1:-} in
  -h|--help) echo "usage: ./test.sh [PROJECT…]   every tests/PROJECT, or those named; ends with 'N passed, N failed'"; exit 0 ;;
esac

cd "$root"
passed=0 failed=0
finish() {
  trap - EXIT
  [ "$failed" -gt 0 ] || [ "$passed" -gt 0 ] || failed=1
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] && exit 0 || exit 1
}
trap finish EXIT
trap 'failed=$((failed + 1)); exit 130' INT TERM

. build/prepare.sh
die() { printf 'error: %s\n' "$*" >&2; failed=$((failed + 1)); exit 1; }
need_dotnet
need_torch
need_dataset
case " $* " in "  " | *" Runtime.Tests "*) need_images ;; esac
# The study commands' tests start a cluster of one node and look at a page in a browser; those of the export run ONNX models.
case " $* " in "  " | *" Cli.Tests "*) need_slurm; need_browser; need_onnx ;; esac

# The command line first: the tests that start it as a program need it, and its build is most of theirs.
say "building"
build Tools/Cli/Cli.csproj || die "the build failed; what is wrong stands above."

count() { # count FILE NAME: the sum of an attribute of the trx files' counters
  sed -n 's/.*<Counters[^>]* '"$2"'="\([0-9]*\)".*/\1/p' "$1" | awk '{ sum += $1 } END { print sum + 0 }'
}

results="$artifacts/TestResults"
rm -rf "$results"
if [ $# -gt 0 ]; then projects=$(printf 'tests/%s\n' "$@"); else projects=$(ls -d tests/*/); fi
for folder in $projects; do
  name=$(basename "$folder")
  project="tests/$name/$name.csproj"
  [ -e "$project" ] || { [ $# -gt 0 ] && { echo "error: there is no $project" >&2; failed=$((failed + 1)); }; continue; }
  say "$name"
  # Built apart: the loggers' options don't get through a restore that reads projects as a graph.
  build "$project" &&
    dotnet test "$project" -c Release --no-build --nologo -v quiet --results-directory "$results/$name" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal"
  code=$?
  trx="$results/$name/$name.trx"
  if [ ! -s "$trx" ]; then
    echo "error: $name ran no test (it ended with $code)" >&2
    failed=$((failed + 1))
    continue
  fi
  good=$(count "$trx" passed)
  bad=$(($(count "$trx" failed) + $(count "$trx" error) + $(count "$trx" timeout) + $(count "$trx" aborted)))
  if [ "$bad" = 0 ] && { [ "$code" != 0 ] || [ "$good" = 0 ] || grep -q '<ResultSummary outcome="\(Failed\|Aborted\)"' "$trx"; }; then
    echo "error: $name ended with $code after $good passed tests" >&2
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
done
