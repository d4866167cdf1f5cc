# shellcheck shell=bash
# Set-up that the scripts share: what the build needs, and the build itself.
# Sourced by bash with `root` set to the repository's folder. Everything said here goes to standard
# error, and nothing here reads standard input: both streams belong to the program.

# The program that is built, unless the script that sources this file says another, how long that takes at
# first, and the folders it is built from.
: "${product:=tally}" "${duration:=3 minutes}"
[[ -v built_from ]] || built_from=(Sources)

# The binary that a release build leaves, and the file whose age tells from which sources.
# shellcheck disable=SC2154 # root is set by the script that sources this file
binary=$root/.build/release/$product
stamp=$root/.build/$product.stamp

# Prints the lines of an error and leaves.
fail() {
  local status=$1
  shift
  printf 'error: %s\n' "$1" >&2
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit "$status"
}

require_swift() {
  local version
  command -v swift >/dev/null ||
    fail 127 'Swift is not installed, or not on the PATH' \
      'tally is built with Swift 6.1 or later: install it from https://www.swift.org/install'
  version=$(swift --version 2>/dev/null </dev/null) || true
  [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
    fail 127 'swift --version does not say which version this is' \
      'tally is built with Swift 6.1 or later: install it from https://www.swift.org/install'
  ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= 6001)) ||
    fail 127 "Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]} is too old" \
      'tally is built with Swift 6.1 or later: install it from https://www.swift.org/install'
}

# The packages the build needs: their names on Debian, a header of each, what pkg-config calls it, and what
# it is for. Others are known by what they let one do.
packages=(libedit-dev libre2-dev)
declare -A headers=([libedit-dev]=histedit.h [libre2-dev]=re2/re2.h [libsqlite3-dev]=sqlite3.h)
declare -A modules=([libedit-dev]=libedit [libre2-dev]=re2 [libsqlite3-dev]=sqlite3)
declare -A trials=(
  [librsvg2-bin]='command -v rsvg-convert' [mandoc]='command -v mandoc'
  [python3-venv]='python3 -c "import ensurepip, venv"' [sqlite3]='command -v sqlite3'
)
declare -A purposes=(
  [libedit-dev]='line editing' [libre2-dev]='regular expressions' [libsqlite3-dev]='SQLite, for tests'
  [librsvg2-bin]='pictures in PNG and PDF' [mandoc]='the manual page, for tests'
  [python3-venv]='the peers of the benchmark' [sqlite3]='a peer of the benchmark'
)

# Whether what a package is needed for is there.
has_package() {
  if [[ -v trials[$1] ]]; then
    bash -c "${trials[$1]}" >/dev/null 2>&1 </dev/null
  else
    [[ -e /usr/include/${headers[$1]} ]] || pkg-config --exists "${modules[$1]}" 2>/dev/null
  fi
}

# Debian's packages, installed where that can be done without asking anybody.
require_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq) missing=() package log
  for package in "${packages[@]}"; do
    has_package "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  local described=()
  for package in "${missing[@]}"; do described+=("$package (${purposes[$package]})"); done
  command -v apt-get >/dev/null ||
    fail 127 "not installed: ${described[*]}" \
      "install them with your system's packages (their names are Debian's)"
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null </dev/null ||
      fail 127 "not installed: ${described[*]}" \
        "to install what is missing, type: sudo apt-get install ${missing[*]}"
    apt=(sudo -n "${apt[@]}")
  fi
  echo "installing ${described[*]} with apt-get" >&2
  # The first try spares an update; it fails where no package list has been fetched yet or it is stale.
  log=$("${apt[@]}" install -y "${missing[@]}" 2>&1 </dev/null) ||
    log=$({ "${apt[@]}" update && "${apt[@]}" install -y "${missing[@]}"; } 2>&1 </dev/null) || {
    printf '%s\n' "$log" >&2
    fail 127 "could not be installed: ${missing[*]}" \
      "to try again, type: apt-get update && apt-get install ${missing[*]}"
  }
}

# Whether the binary is there and nothing it is built from has changed since. Folders count too:
# theirs is the time at which a file was removed.
is_built() {
  [[ -x $binary && -e $stamp ]] &&
    [[ -z $(cd -- "$root" && find Package.swift "${built_from[@]}" -newer "$stamp" -print -quit) ]]
}

# Builds the release binary. The stamp carries the time before the build, so that a source saved
# while the compiler runs is not taken for built.
build_release() {
  local begun=$root/.build/$product.begun log
  if [[ -e $stamp ]]; then
    echo "building $product again (its sources have changed)…" >&2
  else
    echo "building $product (once, about $duration)…" >&2
  fi
  mkdir -p "$root/.build"
  touch "$begun"
  log=$(swift build --package-path "$root" -c release --static-swift-stdlib --product "$product" \
    2>&1 </dev/null) || {
    printf '%s\n' "$log" >&2
    fail 1 "$product could not be built; the lines above say why"
  }
  mv "$begun" "$stamp"
}
