# Every target does its own set-up: .venv is filled from requirements.lock, once, and again only when that file changes.
SHELL  := /bin/sh
PYTHON ?= python3
# Test processes; one more than most machines have processors, for tests wait for browsers and servers, too.
JOBS   ?= 3
ARGS   ?=
BIN    := .venv/bin
STAMP  := .venv/.complete
NODE_STAMP := node_modules/.complete

# Where this is set, every program would compile the course anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup learn class test build learner-wheel lock pictures clean

help:
	@echo "Military Partnerships for Peace"
	@echo
	@echo "  make learn      open the course in JupyterLab (ARGS=\"--no-browser --port 8899\" to serve it only)"
	@echo "  make class      play a whole simulated class, from handing out an assignment to the grade table"
	@echo "  make test       run every check; this is what CI runs"
	@echo "  make build      make the installable package in dist/"
	@echo "  make learner-wheel  make the package without solutions in dist/learners/, for students of a server"
	@echo "  make lock       renew requirements.lock and environment.yml (ARGS=--upgrade for newer versions)"
	@echo "  make pictures   take the pictures in docs/ again, from the running course"
	@echo "  make clean      remove what these commands made; your answers in my-course/ stay"
	@echo
	@echo "The first run sets everything up in .venv. It needs Python 3.11 or newer (PYTHON=python3.12 to choose one)."

setup: $(STAMP)
	@:

learn: $(STAMP)
	@$(BIN)/course learn $(ARGS)

class: $(STAMP)
	@$(BIN)/python -m course.grading.simulation.classroom $(ARGS)

# A sitecustomize.py that makes nbformat's import, two seconds in each process, a short one.
QUICK = PYTHONPATH="$(CURDIR)/tests/support/quick_start"

# nbval comes before the other tests, so that the last line is the summary of the larger run.
test: $(STAMP) $(NODE_STAMP)
	@echo "Style (ruff)"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Not formatted. To mend: .venv/bin/ruff format ." >&2; exit 1; }
	@echo "JavaScript (eslint, tsc)"
	@npm run --silent lint
	@npm run --silent types
	@echo "Types (mypy)"
	@$(BIN)/mypy --no-error-summary
	@echo "Course files (course check)"
	@$(BIN)/course check
	@echo "Lessons run and give the outputs they show (nbval)"
	@$(QUICK) $(BIN)/python -m pytest -q --no-header --nbval -n $(JOBS) --dist loadfile modules
	@echo "Tests (pytest)"
	@$(QUICK) $(BIN)/python -m pytest -q --no-header -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

build: $(STAMP)
	@rm -rf dist
	@$(BIN)/hatchling build -d dist

learner-wheel: $(STAMP)
	@$(BIN)/python scripts/learner_wheel.py

lock: $(STAMP)
	@$(BIN)/python scripts/freeze.py $(ARGS)

pictures: $(STAMP)
	@$(BIN)/python scripts/pictures.py

clean:
	@rm -rf .venv node_modules .cache .ruff_cache .hypothesis .pytest_cache .mypy_cache dist artifacts
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder it was made in: a .venv does not work after its folder is moved, nor without its Python.
ifneq ($(shell cat $(STAMP) 2>/dev/null && $(BIN)/python -c '' 2>/dev/null && echo runs),$(CURDIR) runs)
.PHONY: $(STAMP)
endif

# One sentence when $(PYTHON) cannot run the course, nothing when it can. The probe must also be valid in Python 2.
problem = $(shell $(PYTHON) -c 'import sys; v = sys.version_info; sys.stdout.write("" if v >= (3, 11) else \
	"This course needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Install a newer one, or name one: make $(MAKECMDGOALS) PYTHON=python3.12" % v[:2])' \
	2>/dev/null || echo "This course needs Python 3.11 or newer, and $(PYTHON) was not found. Install it, or name one: make $(MAKECMDGOALS) PYTHON=python3.12")

# What the package puts into the environment as copies (shared-data in pyproject.toml) is copied again when it changes.
COPIED := $(wildcard course/grading/viewing/*.json course/learning/errors_in_words/*.json) \
	$(shell find course/learning/ui/labextensions course/learning/workspace/jupyter -type f 2>/dev/null)

$(STAMP): requirements.lock pyproject.toml $(COPIED)
	$(if $(problem),$(error $(problem)))
	@sh scripts/setup.sh $(PYTHON)

$(NODE_STAMP): package-lock.json package.json
	@sh scripts/setup_js.sh
