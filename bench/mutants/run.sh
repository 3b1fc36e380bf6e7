#!/usr/bin/env bash
# Mutation testing of validators/numbers and validators/assessment.py with mutmut, in an environment of its own
# (.venv-mutants) and on a copy of the working tree in var/mutants. Prints each mutant that no test killed.
set -euo pipefail
cd "$(dirname "$0")/../.."
ROOT=$PWD COPY=var/mutants
if [ ! -x .venv-mutants/bin/mutmut ]; then
  "${PYTHON:-python3}" -m venv .venv-mutants
  VIRTUAL_ENV=$PWD/.venv-mutants .venv/bin/uv pip sync --quiet --require-hashes requirements.lock bench/mutants/mutants.lock
fi
rm -rf "$COPY" && mkdir -p "$COPY"
git ls-files -z --cached --others --exclude-standard -- validators extractors samples worker bench tests pyproject.toml |
  while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done | xargs -0 cp --parents -t "$COPY"
cp bench/mutants/setup.cfg "$COPY/"
cd "$COPY"
"$ROOT/.venv-mutants/bin/mutmut" run --max-children "${JOBS:-2}" >run.log 2>&1 || { tail -n 40 run.log; exit 1; }
tr '\r' '\n' <run.log | grep -a '🎉' | tail -n 1
"$ROOT/.venv-mutants/bin/mutmut" results | awk '{ sub(":", "", $1); print $1 }' |
  while read -r name; do "$ROOT/.venv-mutants/bin/mutmut" show "$name" | grep -E '^(#|[-+][^-+])'; done
