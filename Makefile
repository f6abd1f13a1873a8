# Two commands matter: `make run` and `make test`. Each does its own set-up in .venv.
# Windows without make: docs/how-to/install.md.

PYTHON ?= python3
DATA   ?= data/sample
PLACE  ?= ganhanhe
PEOPLE ?= 20000
SEED   ?= 1

ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
else
  BIN := .venv/bin
endif
PIP_SOURCE ?=
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_SOURCE)
BIDUI  := $(BIN)/bidui

.DEFAULT_GOAL := help
.PHONY: help setup run test check ui sample bench bench-large bundle clean lock

help:  ## what can be done here
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.made:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed (PYTHON=python3.12 make …)"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.lock pyproject.toml | .venv/.made
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/.runtime  ## .venv with `bidui` in it
	@echo "$(BIDUI)"

sample: .venv/.runtime  ## write an invented town into data/sample
	$(BIDUI) sample --place $(PLACE) --people $(PEOPLE) --quarter 2026Q3 --seed $(SEED) --into $(DATA)

run: sample  ## the main job on the invented town: 2026Q2, then 2026Q3
	$(BIDUI) run 2026Q2 --data $(DATA) --as-of 2026-07-06
	$(BIDUI) run 2026Q3 --data $(DATA) --as-of 2026-10-08
	$(BIDUI) score 2026Q3 --data $(DATA)

ui: .venv/.runtime  ## Dagster's page for the invented town (run `make run` first)
	$(BIDUI) ui --data $(DATA)

test: .venv/.dev  ## all tests
	$(BIN)/python -m pytest -n 2

check: .venv/.dev  ## format, lint, types, room contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev  ## time and score against the truth, minutes
	$(BIN)/python -m benchmarks

bench-large: .venv/.dev  ## the same at the size of a county, longer
	$(BIN)/python -m benchmarks --large

BUNDLE_FOR ?=
bundle: .venv/.runtime  ## an offline folder with wheels in dist/bundle (BUNDLE_FOR="--platform win_amd64 --python-version 3.12 --only-binary=:all:")
	rm -rf dist/bundle && mkdir -p dist/bundle/wheels
	$(BIN)/python -m pip download --quiet --disable-pip-version-check $(BUNDLE_FOR) --no-deps --require-hashes -r requirements.lock -d dist/bundle/wheels
	git archive HEAD | tar -x -C dist/bundle
	@echo "dist/bundle: copy it to the office; there setup.cmd (Windows) or 'make setup PIP_SOURCE=\"--no-index --find-links wheels\"'"

clean:  ## remove what was made here, except data that is not the sample's
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis data/sample data/sample-truth benchmarks/out

lock:  ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --group dev pyproject.toml -o requirements-dev.lock
