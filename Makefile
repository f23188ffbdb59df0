# Set-up, the main job and the tests. Everything lives in .venv; no server is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
REPORT := examples/xi-putin-call.txt

.PHONY: run test setup lint types unit train bench clean

run: $(VENV)/.installed ## Read the bundled report and print its record
	$(BIN)/diurna read $(REPORT) --db diurna.duckdb

test: lint types unit ## Lint, layering, types and all tests

setup: $(VENV)/.developer ## Install for development

lint: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.developer
	$(BIN)/mypy

unit: $(VENV)/.developer
	$(BIN)/pytest

train: $(VENV)/.training ## Train the reader on $(DATA) and export its weights
	PYTHONPATH=. $(BIN)/python -m training.train --data $(DATA)
	PYTHONPATH=. $(BIN)/python -m training.export
	PYTHONPATH=. $(BIN)/python -m training.folds --data $(DATA)
	PYTHONPATH=. $(BIN)/python -m training.card --data $(DATA)

bench: $(VENV)/.developer ## Speed, as ratios in one run
	$(BIN)/python benchmarks/reader.py

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.developer: $(VENV)/.installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

$(VENV)/.training: $(VENV)/.developer
	$(BIN)/pip install --quiet --editable '.[train]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache dist build
