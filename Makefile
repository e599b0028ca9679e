# `make demo`, `make test` and `make check` do all set-up on a fresh machine; a second run needs no network.
# Python 3.11 (with bpy 5.0.1) or 3.13 (with bpy 5.2.3); a second one beside: make PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= $(shell command -v python3.11 || command -v python3.13 || echo python3.11)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps

DEMO_TEXT := Good morning! My brother Bob bought a big blue balloon, but the pump broke before five.
DEMO_FORMATS := take,wav,csv,fbx,glb,blend,mp4,png

# A file of tests stays in one process, whose fixtures its tests share.
SIDE_BY_SIDE := --numprocesses=auto --maxprocesses=4 --dist=loadfile

.PHONY: setup demo test tests check lint types extension wheel clean
.DEFAULT_GOAL := setup

setup: $(STAMPS)/package
	$(BIN)/soliloquy setup

demo: setup
	$(BIN)/soliloquy speak "$(DEMO_TEXT)" --voice af_heart --seed 1 --out build/demo --name demo --formats $(DEMO_FORMATS)

# What is quick (at most 10 minutes on two cores), then what is slow or needs programs by other people (at most 45).
test: $(STAMPS)/test setup
	$(MAKE) --no-print-directory --jobs=2 lint types tests

tests: $(STAMPS)/test
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not check"

check: $(STAMPS)/test setup build/foreign/ready
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m check

lint: $(STAMPS)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

TYPED := runtime exporters batch shell addon blender training tools tests
# The root folder is the package, so mypy is shown it under an identifier, whatever the clone is called.
types: $(STAMPS)/test
	mkdir -p build/typing
	ln -sfn ../.. build/typing/soliloquy
	MYPYPATH=build/typing $(BIN)/mypy --config-file pyproject.toml $(TYPED:%=-p soliloquy.%)

extension: setup
	$(BIN)/python -m soliloquy.tools.release.build_extension

# Modules that are gone would stay in build/lib, and come into the wheel.
wheel: $(STAMPS)/demo
	rm -rf build/lib
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

$(STAMPS)/venv:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 13)})" || { echo "make: $(PYTHON) is neither Python 3.11 nor 3.13, on which Blender's module runs. Install one, or name one: make PYTHON=/path/to/python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	mkdir -p $(STAMPS)
	touch $@

$(STAMPS)/demo: requirements/demo.txt | $(STAMPS)/venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/demo.txt
	touch $@

$(STAMPS)/test: requirements/test.txt | $(STAMPS)/demo
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	touch $@

$(STAMPS)/package: pyproject.toml | $(STAMPS)/demo
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Readers by other people, for the tests in tests/foreign.
FOREIGN := requirements/foreign.txt $(addprefix tests/foreign/,package-lock.json set_up.py ufbx_scene.c)
build/foreign/ready: $(FOREIGN) | $(STAMPS)/test $(STAMPS)/package
	$(BIN)/python -m soliloquy.tests.foreign.set_up
	touch $@

clean:
	rm -rf build dist models/built assets/built
