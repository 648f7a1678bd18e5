# make demo   set up .venv, convert every sample into build/, say what was made and where
# make test   install what the tests need and run them all
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := $(sort $(wildcard samples/*.txt))

.PHONY: demo test lint bench clean

demo: $(VENV)/installed
	$(BIN)/converter convert $(SAMPLES) --out build
	@echo "Done: $$(ls build | wc -l) files in build/"

test: $(VENV)/tests-installed
	$(BIN)/python -m pytest

lint: $(VENV)/lint-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/bench-installed
	$(BIN)/python -m tests.bench.convert

clean:
	rm -rf build $(VENV)

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/tests-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(VENV)/lint-installed: $(VENV)/tests-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	@touch $@

$(VENV)/bench-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@
