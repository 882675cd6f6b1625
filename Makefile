# Needs make and Python 3.11 or newer; everything else goes into .venv, from the package index pip is set up for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: help setup demo test check score bench bench-questions format clean

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

# Each prints its own table; `make bench PLANS=110` sets how large the store is that questions, pages and the endpoint get.
PLANS ?= 110
bench: setup ## measure what docs/benchmarks.md says; most of an hour on two cores
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/reading.py --made 100 300 1000
	$(BIN)/python benchmarks/peers.py
	$(BIN)/python benchmarks/resolving.py
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/python benchmarks/formats.py
	$(BIN)/python benchmarks/reading.py --growth 1 2 4 8 --keep
	$(BIN)/python benchmarks/builds.py 25 50 100 --tasks 100 --keep
	$(BIN)/python benchmarks/builds.py 100 300 1000 --tasks 8 --keep
	command -v java >/dev/null && $(BIN)/python benchmarks/sparking.py 50 200 || echo "no Java: Spark is left out"
	rm -rf build/bench && mkdir -p build/bench
	$(BIN)/python benchmarks/generate.py $(PLANS) build/bench
	$(BIN)/zeren build build/bench/plans --store build/bench/store
	$(BIN)/python benchmarks/queries.py build/bench/store --peers --limit 2 --keep
	$(BIN)/python benchmarks/desk.py --store build/bench/store
	$(BIN)/python benchmarks/serving.py build/bench/store
	$(BIN)/python benchmarks/maps.py
	$(BIN)/python benchmarks/plots.py

bench-questions: setup ## measure every question on 0.1, 1 and 10 million quads; an hour, 6 GB of disk
	$(BIN)/python benchmarks/queries.py 10 --peers --limit 5 --keep
	$(BIN)/python benchmarks/queries.py 105 --peers --limit 2 --keep
	$(BIN)/python benchmarks/queries.py 990 --limit 3 --keep
	$(BIN)/python benchmarks/queries.py --table
	$(BIN)/python benchmarks/plots.py

format: setup ## format the code and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove .venv and everything built
	rm -rf $(VENV) build dist *.egg-info zeren-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
