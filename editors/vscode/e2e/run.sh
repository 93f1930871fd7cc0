#!/usr/bin/env bash
# The packed extension in a real VS Code (code-server, in Debian's Chromium): what an author sees is looked at, and pictures of it are left in a folder.
#   editors/vscode/e2e/run.sh [FOLDER]      default: /tmp/archgen-e2e; what it needs is installed there, none of it into the repository
# The first run takes minutes: code-server's native parts are built on the machine. ARCHGEN_VSIX=... takes a packed extension as it is.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
folder=$(realpath -m "${1:-/tmp/archgen-e2e}")
server="$folder/node_modules/code-server"
say() { printf '==> %s\n' "$*"; }
rm -rf "$folder/state"  # what was left unsaved would come back
mkdir -p "$folder/pictures" "$folder/state/User"

if ! command -v chromium >/dev/null || ! command -v rg >/dev/null || [ ! -e /usr/include/gssapi.h ]; then
  say "installing Debian's chromium, ripgrep and what code-server is built with"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium ripgrep libkrb5-dev libsecret-1-dev pkg-config build-essential
fi
if [ ! -e "$folder/installed" ]; then
  say "installing code-server and playwright-core into $folder"
  cd "$folder"
  [ -e package.json ] || npm init -y >/dev/null
  npm install --ignore-scripts --no-fund --no-audit --loglevel error code-server@4.99.4 playwright-core@1.65.1
  # What its own install scripts do, without the programs that they would download from elsewhere; Debian's ripgrep takes the place of theirs.
  npm rebuild argon2 --foreground-scripts >build.log 2>&1
  cd "$server/lib/vscode"
  npm install --ignore-scripts --omit=dev --legacy-peer-deps --no-fund --no-audit --loglevel error
  # Built, and nothing else of what their install scripts do: these clean up behind a build of VS Code itself.
  gyp=(node "$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js" rebuild)
  [ ! -e /usr/include/node/node.h ] || gyp+=(--nodedir=/usr)
  for part in node-pty @vscode/spdlog native-watchdog @parcel/watcher; do
    (cd "node_modules/$part" && "${gyp[@]}") >>"$folder/build.log" 2>&1 || { say "building $part failed; see $folder/build.log"; exit 1; }
  done
  mkdir -p node_modules/@vscode/ripgrep/bin && ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  [ -e node_modules.asar ] || ln -s node_modules node_modules.asar
  (cd extensions && npm install --ignore-scripts --omit=dev --legacy-peer-deps --no-fund --no-audit --loglevel error)
  touch "$folder/installed"
fi

extension=${ARCHGEN_VSIX:-$folder/archgen.vsix}
[ -n "${ARCHGEN_VSIX:-}" ] || "$here/../pack.sh" "$extension"
code=(node "$server/out/node/entry.js" --user-data-dir "$folder/state" --extensions-dir "$folder/extensions" --config "$folder/state/config.yaml")
rm -rf "$folder/work"
cp -r "$here/work" "$folder/work"
cp "$here/settings.json" "$folder/state/User/settings.json"
"${code[@]}" --install-extension "$extension" --force >/dev/null
port=${ARCHGEN_E2E_PORT:-8391}
"${code[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check >"$folder/server.log" 2>&1 &
started=$!
trap 'kill $started 2>/dev/null || true' EXIT
for ((i = 0; i < 60; i++)); do curl -fs "http://127.0.0.1:$port/healthz" >/dev/null && break; sleep 1; done
NODE_PATH="$folder/node_modules" node "$here/editor.cjs" "http://127.0.0.1:$port/?folder=$folder/work" "$folder"
