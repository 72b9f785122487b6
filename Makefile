# Targets carry their help behind "#-"; "make help" prints them.
.DEFAULT_GOAL := help
.PHONY: help demo test suite lint types fmt bench bench-engines slow fuzz container-like mutants coverage accept docs clean

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= build/demo
FUZZ_SECONDS ?= 300
# Calls of each command that are stopped, others each time; 0 for all of them, which takes hours.
FUZZ_TRIES ?= 40
# What depends on where it runs: children, their logs and servers, temporary files, what is written
# and by whom. The rest of the suite computes, and takes an hour on two cores there as anywhere.
TESTS ?= tests/run/test_child.py tests/run/test_surroundings.py tests/run/test_hostile_packages.py \
    tests/run/cook/test_cook_command.py tests/run/cook/test_cook_cause.py tests/output tests/cli \
    tests/sources tests/standin/jobs --deselect tests/output/test_commands_traced.py

help: #- Show this list
	@awk -F ':.*#- ' '/^[a-z-]+:.*#- / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.ready #- Generate packages, then verify and cook one, without Houdini
	@BIN=$(BIN) DEMO=$(DEMO) sh tests/demo.sh

test: lint types suite #- Run linters, type checker and all tests

suite: $(VENV)/.ready #- Run all tests
	$(BIN)/pytest

lint: $(VENV)/.ready #- Run ruff and the format check
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet .

types: $(VENV)/.ready #- Run mypy in strict mode
	$(BIN)/mypy

fmt: $(VENV)/.ready #- Format the code and apply safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/black .

bench: $(VENV)/.ready #- Measure speed as ratios against peers in the same run
	$(BIN)/python tests/bench/bench.py

bench-engines: $(VENV)/.ready #- Measure the starters against the same commands given straight to their engines
	$(BIN)/python tests/bench/engines.py

slow: $(VENV)/.ready #- Test the starter for Ray on a real node, which is too large for every run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[slow]'
	PYSCHED_GEN_LONG=1 $(BIN)/pytest -q -n 0 tests/starters/test_ray.py

fuzz: $(VENV)/.ready #- Damage containers for FUZZ_SECONDS, and snippets, stop runs at FUZZ_TRIES system calls
	$(BIN)/python tests/fuzz/long_run.py --seconds $(FUZZ_SECONDS)
	$(BIN)/python tests/fuzz/mutated_snippets.py
	PYSCHED_GEN_LONG=1 PYSCHED_GEN_TRIES=$(FUZZ_TRIES) $(BIN)/pytest -q tests/output/test_commands_traced.py tests/run/test_hostile_packages.py

container-like: $(VENV)/.ready #- Run TESTS as a user without rights, ps, /dev/shm and a home
	.ci/container_like $(BIN)/pytest -q -p no:cacheprovider $(TESTS)

mutants: $(VENV)/.ready #- Score check and verify on schedulers that break one statement each
	$(BIN)/python tests/run/verify/mutants.py

coverage: $(VENV)/.ready #- Run all tests with branch coverage; fail below what it was
	$(BIN)/pytest --cov --cov-branch --cov-report=term:skip-covered

accept: $(VENV)/.ready #- Rewrite golden trees, tables and pages from what is made now; review the diff
	PYSCHED_GEN_ACCEPT=1 $(BIN)/pytest -q -n 0 -m accepts tests/standin/stubs
	PYSCHED_GEN_ACCEPT=1 $(BIN)/pytest -q -n 0 -m accepts

docs: $(VENV)/.ready #- Build the site of the documentation; a dead link fails
	$(BIN)/mkdocs build --strict

clean: #- Remove the environment and what the demo made
	rm -rf $(VENV) build dist
