# The repository's commands. `make help` says what each does.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Byte code is written whatever the environment says: without it every start compiles every import again.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
unexport DJANGO_SETTINGS_MODULE
unexport VIRTUAL_ENV
export UV_LINK_MODE := copy
export UV_NO_PROGRESS := 1

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip
DATA := $(abspath $(or $(MINGCHA_HOME),var))
FRONTEND := frontend
OUT := out
PORT ?= 8000
SERVE ?= 1
FRESH ?= 0

DEMO := demo/heilongjiang-2018
BULLETIN := 7

# ---------------------------------------------------------------- help
.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---------------------------------------------------------------- the machine and the virtual environment
.PHONY: system
system: ## print (as root: run) the one line of system packages that test and demo need
	@system/install.sh

$(BIN)/python:
	@system/venv.sh $(VENV)

$(VENV)/.installer: requirements/installer.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	@touch $@

# What the running system needs. Where the tests' packages are in, these are among them.
$(VENV)/.base: requirements/base.txt $(VENV)/.installer
	@echo "installing requirements/base.txt"
	@$(UV) install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/base.txt $(VENV)/.installer
	@echo "installing requirements/dev.txt"
	@$(UV) install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/dev.txt
	@touch $(VENV)/.base $@

# The package itself, in place: an edit is seen at once.
$(VENV)/.mingcha: pyproject.toml | $(VENV)/.installer
	@$(UV) install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(FRONTEND)/node_modules/.stamp: $(FRONTEND)/package.json $(FRONTEND)/package-lock.json | $(VENV)/.installer
	@system/node.sh $(VENV) $(FRONTEND)
	@touch $@

STATIC_SOURCES = $(shell find src -path '*/static/*' -type f 2>/dev/null)
$(DATA)/static/.stamp: $(FRONTEND)/node_modules/.stamp $(STATIC_SOURCES) src/mingcha/config/settings.py src/mingcha/config/statics.py | $(VENV)/.base $(VENV)/.mingcha
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

CATALOGUE := src/mingcha/ui/locale/en/LC_MESSAGES/django
$(CATALOGUE).mo: $(wildcard $(CATALOGUE).po) | $(VENV)/.base $(VENV)/.mingcha
	@$(BIN)/python -m mingcha.config.messages compile

.PHONY: messages
messages: $(VENV)/.base $(VENV)/.mingcha ## bring the catalogue of the second language up to date with the code and compile it
	@$(BIN)/python -m mingcha.config.messages update
	@$(BIN)/python -m mingcha.config.messages compile

.PHONY: ready ready-dev compiled
compiled: $(VENV)/.mingcha
	@$(BIN)/python -m compileall -q src
ready: $(VENV)/.base compiled $(CATALOGUE).mo $(DATA)/static/.stamp
ready-dev: $(VENV)/.dev compiled $(CATALOGUE).mo $(FRONTEND)/node_modules/.stamp

# ---------------------------------------------------------------- demo
MANAGE := DJANGO_SETTINGS_MODULE=mingcha.config.settings $(BIN)/django-admin

.PHONY: demo
demo: ## install what is missing, load the demo campaign, render its bulletin into out/, serve (FRESH=1 rebuilds, SERVE=0 only renders)
	@system/check.sh demo
	@$(MAKE) ready
	@if [ "$(FRESH)" = 1 ]; then rm -rf "$(DATA)"/mingcha.sqlite3* "$(DATA)/files" "$(DATA)/demo-accounts.txt"; fi
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(BIN)/mingcha demo load $(DEMO)
	@$(BIN)/mingcha demo accounts --out "$(DATA)/demo-accounts.txt"
	@$(BIN)/mingcha bulletin render $(BULLETIN) --format all --out $(OUT)
	@if [ "$(SERVE)" != 0 ]; then exec $(MAKE) serve; fi

.PHONY: serve
serve: # the site as the demo serves it; loopback only
	@echo "http://localhost:$(PORT)/"
	@MINGCHA_SITE="$${MINGCHA_SITE:-http://localhost:$(PORT)}" exec $(BIN)/gunicorn mingcha.config.wsgi --bind 127.0.0.1:$(PORT) --workers 1 --threads 8 --no-control-socket

.PHONY: dev
dev: ready-dev $(DATA)/static/.stamp ## serve with development pages and reload on change
	@$(MANAGE) migrate --noinput --verbosity 0
	@MINGCHA_DEBUG=1 $(MANAGE) runserver $(PORT)

# ---------------------------------------------------------------- checks and tests
TESTED := --cov --cov-append --cov-report=
SQLITE := MINGCHA_DATABASE=

.PHONY: check
check: ready-dev ## format, lint, contracts, types, spelling, migrations: the half-minute part
	@system/run_checks.sh

.PHONY: fmt
fmt: $(VENV)/.dev ## repair format and what the linters can repair
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files '*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

.PHONY: test
test: ## everything CI runs, on a fresh machine
	@system/check.sh test
	@$(MAKE) check
	@rm -f .coverage .coverage.*
	@echo "== whole suite on SQLite"
	@$(SQLITE) $(BIN)/pytest -n 2 -q -m "not browser and not long" $(TESTED)
	@echo "== real PostgreSQL"
	@system/with_postgres.sh $(BIN)/pytest -q -m "postgres and not browser and not long" $(TESTED)
	@echo "== real Chromium"
	@$(SQLITE) $(BIN)/pytest -q -m "browser and not long" $(TESTED)
	@system/with_postgres.sh $(BIN)/pytest -q -m "browser and postgres and not long" $(TESTED)
	@$(BIN)/python -m tests.house.coverage_rooms

.PHONY: test-long
test-long: ## the whole matrix: all tests on both databases and the long ones; output kept under docs/evidence/
	@system/check.sh test
	@$(MAKE) check
	@mkdir -p docs/evidence
	@system/test_long.sh 2>&1 | tee docs/evidence/test-long.txt

.PHONY: bench
bench: ready-dev $(DATA)/static/.stamp ## the benchmark table, ratios in one run
	@$(BIN)/python -m benchmarks

# ---------------------------------------------------------------- housekeeping
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" --exclude-newer $(shell date -d '7 days ago' +%F) $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: $(VENV)/.installer ## lock the requirements again (UPGRADE=1 takes newer releases, a week old at least)
	@$(LOCK) requirements/dev.in -o requirements/dev.txt
	@$(LOCK) -c requirements/dev.txt requirements/base.in -o requirements/base.txt
	@$(LOCK) requirements/node.in -o requirements/node.txt
	@$(LOCK) requirements/installer.in -o requirements/installer.txt

.PHONY: clean
clean: ## remove what the commands made, but not the data in var/
	@rm -rf $(VENV) $(FRONTEND)/node_modules $(OUT) .coverage .coverage.* htmlcov .mypy_cache .ruff_cache .import_linter_cache
	@rm -rf "$(DATA)/static"
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
