#!/usr/bin/env bash
# Makes the environments of the software that Absah is measured against: .venv-peers (readers), .venv-peers-names (names).
# setup.sh [readers|names]: only one of them.
set -euo pipefail
cd "$(dirname "$0")/../.."

make_environment() { # folder, lock
  "${PYTHON:-python3}" -m venv "$1"
  VIRTUAL_ENV=$PWD/$1 .venv/bin/uv pip sync --quiet --require-hashes "$2"
}

if [ "${1:-readers}" = readers ]; then make_environment .venv-peers bench/peers/requirements.lock; fi
if [ "${1:-names}" = names ]; then make_environment .venv-peers-names bench/peers/names.lock; fi
