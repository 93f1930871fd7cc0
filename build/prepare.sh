# Sourced by run.sh and test.sh: finds what ArchGen needs, installs what is missing where it may, and says so.
# Sets and exports TorchBackend for MSBuild. Needs $root.

artifacts="${ArtifactsPath:-$root/artifacts}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { if [ -t 1 ]; then printf '\033[1m==>\033[0m %s\n' "$*"; else printf '==> %s\n' "$*"; fi; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# install PURPOSE PACKAGE…: by apt where this is Debian and root, else a message with the command.
install() {
  local purpose=$1; shift
  command -v apt-get >/dev/null 2>&1 || die "$purpose needs the Debian packages $*, and there is no apt-get here. Install their like and run again."
  [ "$(id -u)" = 0 ] || die "$purpose needs packages that aren't installed, and only root can install them. Run: sudo apt-get install $*"
  say "installing $* ($purpose)"
  mkdir -p "$artifacts"
  local log="$artifacts/apt.log"
  apt_get update >"$log" 2>&1 || say "apt-get update failed (see $log); going on with the lists that are here"
  apt_get install -y --no-install-recommends "$@" >>"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    die "apt-get couldn't install $* (for $purpose; the whole log is $log). Mend the package sources, or install them by hand, and run again."
  }
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get "$@"; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 ||
    die "the .NET SDK 10 isn't installed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or your distribution's package dotnet-sdk-10.0), see that 'dotnet' is on the PATH, and run again."
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    die "the .NET SDK 10 is needed, and only these are installed: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -). Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and run again."
}

# build PROJECT: with progress on a terminal, silent elsewhere but for errors.
build() {
  if [ -t 1 ]; then dotnet build "$1" -c Release -v quiet --nologo
  else dotnet msbuild "$1" -restore -v:quiet -nologo -p:Configuration=Release -clp:NoSummary; fi
}

has_libtorch() {
  [ -n "${LIBTORCH:-}" ] && return 0
  local folder
  for folder in ${ARCHGEN_INCLUDE:-/usr/include /usr/local/include}; do
    [ -e "$folder/ATen/core/dispatch/Dispatcher.h" ] && return 0
  done
  return 1
}

has_native_tools() { command -v cmake >/dev/null 2>&1 && command -v g++ >/dev/null 2>&1 && command -v make >/dev/null 2>&1; }

# Which torch: what the user set; the machine's own libtorch where it is there; else the official packages; else Debian's.
need_torch() {
  local chosen="$artifacts/torch-backend"
  if [ -n "${TorchBackend:-}" ]; then
    say "torch: $TorchBackend, as the environment says"
  elif has_libtorch; then
    TorchBackend=System
  elif [ -s "$chosen" ] && [ "$(cat "$chosen")" = TorchSharp ]; then
    TorchBackend=TorchSharp
  else
    say "no libtorch here: trying the packages TorchSharp and TorchSharp-cpu"
    mkdir -p "$artifacts"
    if timeout "${ARCHGEN_RESTORE_SECONDS:-900}" dotnet restore "$root/Runtime/Runtime.csproj" -p:TorchBackend=TorchSharp >"$artifacts/torch-restore.log" 2>&1; then
      TorchBackend=TorchSharp
      say "torch: the official TorchSharp packages"
    else
      say "the packages can't be restored ($(grep -om1 'NU[0-9]*' "$artifacts/torch-restore.log" || echo 'no answer')): taking Debian's libtorch"
      install "torch" libtorch-dev libopenblas0-pthread g++ cmake make
      has_libtorch || die "libtorch-dev is installed, but its headers aren't in /usr/include. Set LIBTORCH to libtorch's folder and run again."
      TorchBackend=System
    fi
  fi
  if [ "$TorchBackend" = System ]; then
    has_native_tools || install "the binding to libtorch" g++ cmake make
    [ -n "${LIBTORCH:-}" ] && say "torch: the libtorch in $LIBTORCH" || say "torch: the libtorch installed on this machine"
  fi
  mkdir -p "$artifacts"
  printf '%s\n' "$TorchBackend" >"$chosen"
  export TorchBackend
}

# For the tests of `archgen ablate run --on slurm`, which start a cluster of one node.
need_slurm() {
  [ -x "$(PATH=$PATH:/usr/sbin command -v slurmctld)" ] && [ -x "$(PATH=$PATH:/usr/sbin command -v munged)" ] || install "the tests of Slurm" slurm-wlm munge
}

# What the tests of the report's page look at it with; CHROMIUM names another browser of that kind.
need_browser() {
  { [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1; } && command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
    install "looking at the report's page" chromium nodejs npm
}

# What exported ONNX models are checked and run with: Debian's onnx, and ONNX Runtime for Node.js in the artifacts' folder.
need_onnx() {
  { /usr/bin/python3 -c 'import onnx' && command -v node && command -v npm; } >/dev/null 2>&1 || install "checking ONNX models" python3-onnx nodejs npm
  local folder="$artifacts/onnxruntime" wanted="$root/tests/Cli.Tests/Export/package.json"
  cmp -s "$wanted" "$folder/installed.json" && return 0
  mkdir -p "$folder"
  cp "$wanted" "$folder/package.json"
  npm install --prefix "$folder" --ignore-scripts --no-fund --no-audit --no-package-lock --loglevel error >"$folder/npm.log" 2>&1 || {
    tail -n 5 "$folder/npm.log" >&2
    die "npm couldn't install ONNX Runtime (the whole log is $folder/npm.log). Mend the connection, and run again."
  }
  cp "$wanted" "$folder/installed.json"
}

# What PNG and JPEG images are decoded by, where a folder of them is a data set.
need_images() {
  local found
  found=$(ldconfig -p 2>/dev/null || true)
  case $found in *libpng16.so.16*libturbojpeg.so.0* | *libturbojpeg.so.0*libpng16.so.16*) ;; *) install "images" libpng16-16 libturbojpeg0 ;; esac
}

need_dataset() {
  [ -e /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz ] || install "the Fashion-MNIST data set" dataset-fashion-mnist
}
