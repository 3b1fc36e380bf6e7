#!/usr/bin/env bash
# Makes .venv-peers, the environment of the readers that Absah is measured against.
set -euo pipefail
cd "$(dirname "$0")/../.."
"${PYTHON:-python3}" -m venv .venv-peers
VIRTUAL_ENV=$PWD/.venv-peers .venv/bin/uv pip sync --quiet --require-hashes bench/peers/requirements.lock
