# The two commands of the README are "make demo" and "make test". "make help" lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
PACKAGES := worker extractors validators samples tests bench
# One OCR thread a process: more costs twice the CPU for no gain (docs/architecture.md).
export OMP_THREAD_LIMIT := 1
SEED ?= 1
PORT ?= 0

.PHONY: help setup setup-tests demo test test-all check lint types arch bench mutants docs fmt lock

help: ## Show these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## Install what is missing (system packages, Python environment)
	@deploy/setup.sh

setup-tests:
	@deploy/setup.sh tests

demo: setup ## Screen the sample cases end to end and open the review page (ONCE=1: check and exit; SEED=n)
	@$(BIN)/python -m worker demo --seed $(SEED) --port $(PORT) $(if $(ONCE),--once)

test: setup-tests ## Run the tests (the slow ones: make test-all)
	@$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

test-all: setup-tests ## Run every test, the slow ones too
	@$(BIN)/pytest -n 2 --dist worksteal

check: setup-tests lint types arch ## Lint, types, architecture, generated files up to date
	@$(BIN)/python -m validators.docs --check

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/codespell

types: setup
	@$(BIN)/mypy

arch: setup
	@$(BIN)/lint-imports

bench: setup ## Measure the reader beside its peers, print the tables (bench/README.md says how)
	@[ -x .venv-peers/bin/python ] || bench/peers/setup.sh readers
	@[ -x .venv-peers-names/bin/python ] || bench/peers/setup.sh names
	@[ -x .venv-peers-forgery/bin/python ] || bench/peers/setup.sh forgery
	@$(BIN)/python -m bench.names && $(BIN)/python -m bench.forgery --peers --elsewhere 48 && $(BIN)/python -m bench.reading && $(BIN)/python -m bench.mrz --count 1 && $(BIN)/python -m bench.counters

mutants: setup ## Change validators/numbers and assessment.py, print what no test notices (JOBS=n)
	@bench/mutants/run.sh

docs: setup ## Generate docs/rules.md and docs/case.schema.json
	@$(BIN)/python -m validators.docs

fmt: setup ## Format the code
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: setup ## Compile requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --group dev --group test --group samples --group bench pyproject.toml -o requirements.lock
