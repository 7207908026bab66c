# Commonplace: every command. `make run` and `make test` need no other step first.
# Each step leaves a stamp file, so that a second run costs nothing.

SHELL := /bin/bash
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# How many test processes run at the same time; each has its own browser, checker and server (about 1 GB).
WORKERS ?= 2
# `make lock UPGRADE=--upgrade` upgrades everything; without it only changes in pyproject.toml take effect.
UPGRADE ?=
UV_VERSION := 0.13.9

# The test corpora are beside the checkout; without them, tests that need them say so and are skipped.
ifneq ($(wildcard ../shared/corpora),)
export LIBRARY_CORPORA ?= $(abspath ../shared/corpora)
endif

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# A lock is complete, so nothing is resolved: older versions of pip refuse a locked version of a package that another one
# requires with an extra (coverage[toml]) as soon as there is a newer version.
PIP_LOCKED := $(PIP_INSTALL) --no-deps --require-hashes
FAST := not browser and not soak and not corpora

.PHONY: help run test check lint lint-css lint-spelling system bench soak screenshots lock translations release clean

help:
	@echo "make run            start the library here and print its address (HOST=$(HOST) PORT=$(PORT))"
	@echo "make check          the fast checks: style, types, layers, templates, fast tests"
	@echo "make test           everything, including a real browser (installs what it needs)"
	@echo "make bench          measure speed and relevance"
	@echo "make soak           the tests that take minutes"
	@echo "make screenshots    take the pictures in README.md again, in docs/screenshots/"
	@echo "make translations   collect new messages from code and templates, compile all languages"
	@echo "make lock           write requirements*.lock and package-lock.json again"
	@echo "make release        write the wheel, its packages (SBOM) and checksums to dist/"
	@echo "make clean          remove everything that these commands made, except var/"

# ---- using it

run: $(VENV)/.run-stamp
	$(BIN)/library serve --publish --host $(HOST) --port $(PORT)

# ---- checking it

check: lint
	$(BIN)/python -m pytest -q -m "$(FAST)"

# The linters of `check`, then all tests. The tests of a file share a process, so that what they have in common (walks,
# servers, publishes) is made once. The slowest twenty are printed.
test: system lint lint-css lint-spelling
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --max-worker-restart=0 --cov --cov-report=term --durations=20

lint: $(VENV)/.test-stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates library/export/offline --lint --quiet

lint-css: node_modules/.stamp
	node_modules/.bin/stylelint --allow-empty-input "library/{web/static,export}/**/*.css"

# British spelling; names and other correct words are in tests/shelves/names.txt.
lint-spelling: node_modules/.stamp
	node_modules/.bin/cspell lint --no-progress --no-summary

system:
	@PYTHON=$(PYTHON) .ci/system-packages

bench: $(VENV)/.test-stamp
	$(BIN)/python -m bench

soak: $(VENV)/.test-stamp
	$(BIN)/python -m pytest -m soak --timeout=0 -o faulthandler_timeout=0

# ---- maintaining it

screenshots: system $(VENV)/.test-stamp
	$(BIN)/python -m tests.browser.screenshots

# The template (.pot) is rebuilt each time, so it is not committed; .po and .mo are.
translations: $(VENV)/.run-stamp
	mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k _l -k lazy_gettext --sort-by-file --project commonplace -o build/messages.pot .
	@compgen -G "library/translations/*/LC_MESSAGES/messages.po" >/dev/null || \
		{ echo "There is no language yet. CONTRIBUTING.md says how to add one." >&2; exit 1; }
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -i build/messages.pot -d library/translations
	$(BIN)/pybabel -q compile --statistics -d library/translations

# Hashes of every file of every version, for all platforms, without an index: pip has its own.
COMPILE = build/lock-venv/bin/uv pip compile --quiet $(UPGRADE) --no-config --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	pyproject.toml --group build

lock:
	$(PYTHON) -m venv --clear build/lock-venv
	build/lock-venv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(COMPILE) --output-file requirements.lock >/dev/null
	$(COMPILE) --extra test --extra bench --constraints requirements.lock --output-file requirements-test.lock >/dev/null
	npm install --package-lock-only --ignore-scripts --no-fund --no-audit
	@! grep -nE 'resolved|index-url|find-links' requirements.lock requirements-test.lock package-lock.json

# The same commit gives the same files.
release: $(VENV)/.test-stamp
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m release dist

clean:
	rm -rf $(VENV) node_modules build dist .coverage .coverage.* htmlcov \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find app.py library tests bench release -name __pycache__ -prune -exec rm -rf {} +

# ---- the steps behind them

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Commonplace needs Python 3.11 or later. Name one like this: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_LOCKED) -r requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-stamp: requirements-test.lock $(VENV)/.run-stamp
	$(PIP_LOCKED) -r requirements-test.lock
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	npm ci --ignore-scripts --no-fund --no-audit
	@touch $@
