#!/usr/bin/env bash
# Installs what Absah needs on this machine: system packages, the project's own Python environment, and, with the
# argument "tests", what its tests need besides. Safe to run again; the second time it only looks.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

debian=(python3-venv tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd
  tesseract-ocr-ara tesseract-ocr-chi-tra tesseract-ocr-jpn tesseract-ocr-kor redis-server unzip openssl bubblewrap
  fonts-liberation fonts-dejavu-core fonts-ocr-a fonts-ocr-b fonts-noto-cjk fonts-hosny-amiri)
brew=(tesseract tesseract-lang redis unzip openssl)
[ "$purpose" = tests ] && debian+=(chromium postgresql)

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

install_debian() {
  local missing=() name
  for name in "${debian[@]}"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  say "Installing: ${missing[*]}"
  # A package's own server must not be started: Absah starts its private one.
  if ! { as_root apt-get update -q >/dev/null &&
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null; }; then
    say "Could not install them. As root, run:  apt-get install ${missing[*]}"
    exit 1
  fi
}

install_brew() {
  local missing=() name
  for name in "${brew[@]}"; do brew list "$name" >/dev/null 2>&1 || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] || brew install "${missing[@]}"
}

check_by_hand() {
  local lacking=() name
  for name in tesseract redis-server unzip openssl; do command -v "$name" >/dev/null || lacking+=("$name"); done
  [ ${#lacking[@]} = 0 ] && return
  say "This system has neither apt-get nor brew. Please install: ${lacking[*]}"
  say "(on Debian the packages are: ${debian[*]})"
  exit 1
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then install_debian
elif command -v brew >/dev/null; then install_brew
else check_by_hand; fi

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "Absah needs Python 3.11 or newer; '$python' is older. Set PYTHON to a newer one."
  exit 1
}

# The environment belongs to this folder: one that was made elsewhere and copied here would start the other's Python.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  rm -rf .venv
  "$python" -m venv .venv
fi

wanted=$(cat requirements.lock pyproject.toml | openssl dgst -sha256 -r | cut -d' ' -f1)
if [ "$(cat .venv/.synced 2>/dev/null)" != "$wanted" ]; then
  say "Installing the Python packages of requirements.lock"
  if ! [ -x .venv/bin/uv ]; then
    awk '/^uv==/ {on = 1; print; next} /^[^ ]/ {on = 0} on' requirements.lock >.venv/uv.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.lock
  fi
  VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip sync --quiet --require-hashes requirements.lock
  printf '%s' "$wanted" >.venv/.synced
fi

# Each upload is opened by a fresh Python that may write nothing. Without compiled code that Python translates all that
# it loads from source every time, which takes as long as the rest of its work (docs/screening.md). uv compiles nothing.
if [ "$(cat .venv/.compiled 2>/dev/null)" != "$wanted" ]; then
  say "Compiling the Python packages"
  .venv/bin/python -m compileall -qq -j 0 .venv/lib || true # some bring files that are no Python of this version
  printf '%s' "$wanted" >.venv/.compiled
fi
.venv/bin/python -m compileall -qq extractors validators worker samples || true # a fault in a file is for the tests to tell

if [ "$purpose" = tests ] && [ -f package-lock.json ]; then
  wanted=$(openssl dgst -sha256 -r package-lock.json | cut -d' ' -f1)
  if [ "$(cat node_modules/.synced 2>/dev/null)" != "$wanted" ]; then
    command -v npm >/dev/null || { say "The browser tests need npm. Please install Node.js with npm."; exit 1; }
    npm ci --ignore-scripts --silent
    printf '%s' "$wanted" >node_modules/.synced
  fi
fi
