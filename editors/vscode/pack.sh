#!/usr/bin/env bash
# Packs the extension, with the language server in it, into one file.
#   editors/vscode/pack.sh [FILE]        default: artifacts/archgen.vsix
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
artifacts="${ArtifactsPath:-$root/artifacts}"
command -v npm >/dev/null 2>&1 || { echo "error: packing needs Node.js 20 or later with npm (on Debian: apt-get install nodejs npm)" >&2; exit 1; }
mkdir -p "$artifacts"
target=$(realpath -m "${1:-$artifacts/archgen.vsix}")

cd "$here"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-fund --no-audit --loglevel error
npm run --silent check
npm run --silent build
rm -rf server
dotnet publish "$root/Tools/LanguageServer/LanguageServer.csproj" -c Release --artifacts-path "$artifacts" -p:UseAppHost=false -p:DebugType=none -p:GenerateDocumentationFile=false -o server -v:q -nologo
rm -f server/*.xml
node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --skip-license --out "$target" >/dev/null
echo "$target ($(du -h "$target" | cut -f1)): code --install-extension $target"
