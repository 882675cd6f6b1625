# Needs make and Python 3.11 or newer; everything else goes into .venv, from the package index pip is set up for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: help setup demo test check score bench format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

setup: $(STAMP) ## create .venv and install zeren into it, with what tests and checks need

# The stamp holds the folder it was made in: a virtual environment that was copied or moved is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif
$(STAMP): setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"zeren needs Python 3.11 or newer; name one with 'make setup PYTHON=python3.12' ($(PYTHON): $$($(PYTHON) --version 2>&1))" >&2; exit 1; }
	@[ ! -f $@ ] || [ "$$(cat $@)" = "$(CURDIR)" ] || rm -rf $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo \
		"$(PYTHON) cannot make virtual environments: install its venv module (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing into $(VENV), which takes a minute or two"
	@$(BIN)/python -m pip install -qq --editable '.[test,dev]'
	@mkdir -p $(VENV)/here && ln -sfn ../.. $(VENV)/here/zeren # for mypy: see setup.cfg
	@echo "$(CURDIR)" > $@

demo: setup ## build the packaged sample and say what to open
	@$(BIN)/zeren demo

# Files of tests stay together, in the order that tests/conftest.py gives them; what is compiled is kept for the next process.
test: setup ## run the tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: setup ## lint, formatting, types, floors, and that plans are read no worse
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	cd $(VENV)/here && ../bin/mypy --config-file zeren/setup.cfg -p zeren
	$(BIN)/pytest -q tests/test_floors.py
	$(BIN)/python benchmarks/quality.py

score: setup ## score what is read of the real plans, where they are at hand, against labels and the run kept
	$(BIN)/python benchmarks/quality.py

SIZE ?= usual
ONLY ?=
bench: setup ## measure what docs/benchmarks.md says: some forty minutes on two quiet cores; SIZE=small or large, ONLY=reading,maps
	$(BIN)/python benchmarks/every.py $(SIZE) --only "$(ONLY)"

format: setup ## format the code and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove .venv and everything built
	rm -rf $(VENV) build dist *.egg-info zeren-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
