# make play    run all of Artel on this machine       (PORT=8000, LISTEN_HOST=127.0.0.1, TELEGRAM_BOT_TOKEN=…)
# make test    run every test on an embedded PostgreSQL and Redis   (ARGS="-k battle" to choose)
# make check   style, types, borders between apps, migrations, production settings
# make bench   measure speed and print it beside the bare stack

# The first Python that is new enough; if none is, python3, which then says so.
ifndef PYTHON
PYTHON := $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
    $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$candidate && exit; \
    done; echo python3)
endif
VENV_PYTHON := .venv/bin/python
TEST_PROCESSES ?= 2
ARGS ?=
export PORT LISTEN_HOST

.DEFAULT_GOAL := help
.PHONY: help play test check bench lock venv venv-dev browser

help:
	@sed -n 's/^# make/make/p' Makefile

venv:
	@$(PYTHON) gameproject/bootstrap.py requirements-play.lock

venv-dev:
	@$(PYTHON) gameproject/bootstrap.py requirements-dev.lock

play: venv
	@exec $(VENV_PYTHON) manage.py play

browser: venv-dev
	@$(VENV_PYTHON) gameproject/bootstrap_browser.py

test: venv-dev browser
	@$(VENV_PYTHON) manage.py compile_catalogs
	@$(VENV_PYTHON) -m pytest -n $(TEST_PROCESSES) --dist worksteal $(ARGS)

check: venv-dev
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy .
	.venv/bin/lint-imports
	$(VENV_PYTHON) -m gameproject.checking

bench: venv-dev
	@$(VENV_PYTHON) -m benchmarks

# Recompile the lock files (production, plus embedded servers, plus development) after pyproject.toml has changed; versions move only where it asks for it.
lock: venv-dev
	.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    --all-extras pyproject.toml -o requirements-dev.lock
	.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    --extra embedded -c requirements-dev.lock pyproject.toml -o requirements-play.lock
	.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    --extra openai -c requirements-dev.lock pyproject.toml -o requirements.lock
