# Shared by packaging/run and tests/run: install, configure, build. Sourced by bash, with $top set.

say() { printf '\n== %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else echo "This needs root rights and there is no sudo: run it as root once." >&2; exit 1
  fi
}

# install_packages [tests]: only what is not there yet; quick when everything is.
install_packages() {
  local wanted missing=()
  wanted=$(grep -v '^#' "$top/packaging/packages" | if [ "${1:-}" = tests ]; then sed 's/^tests: //'; else grep -v '^tests:'; fi)
  for package in $wanted; do
    case $package in
      npm) command -v npm >/dev/null && continue ;;
      nodejs) command -v node >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build FOLDER [cmake options] [-- targets]: all targets when none is named
build() {
  local folder=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# = 0 ] || shift
  if [ ! -f "$folder/build.ninja" ]; then
    say "Configuring"
    cmake -S "$top" -B "$folder" -G Ninja "${options[@]}" >"$folder.configure.log" 2>&1 || { tail -30 "$folder.configure.log"; exit 1; }
    rm -f "$folder.configure.log"
  fi
  say "Building (a first build takes a few minutes)"
  ninja -C "$folder" "$@"
}
