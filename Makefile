# Two commands are enough: `make demo` and `make test`. Each does all of its own set-up.
# `make check` lints, types and rebuilds the widget; `make dev` serves with reload; `make lock` pins dependencies anew.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r

.PHONY: demo test check dev lock widget gallery blocks system clean

demo: $(VENV)/run.stamp
	@$(BIN)/paldies demo

test: $(VENV)/test.stamp system
	@$(BIN)/pytest -n auto --dist worksteal $(PYTEST)

check: $(VENV)/check.stamp node_modules/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent types
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check-bundle

dev: $(VENV)/dev.stamp
	$(BIN)/watchfiles --filter python "$(BIN)/paldies serve" server bot widget

widget: $(VENV)/check.stamp node_modules/.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build

# Pictures of every template, as customers see it, and of all that Slack shows, in gallery/ (some minutes); `make gallery LANGUAGES=lv` makes some.
gallery: $(VENV)/test.stamp system
	@$(BIN)/python -m tests.browser.gallery $(LANGUAGES)
	@$(BIN)/python -m tests.browser.slack_gallery

# Pictures of the e-mail block at the widths of mail clients, in gallery/block/; `make blocks LANGUAGES=lv` makes some.
blocks: $(VENV)/test.stamp system
	@$(BIN)/python -m tests.browser.block_gallery $(LANGUAGES)

lock: $(VENV)/dev.stamp
	@for part in run:build test:build,test check:build,test,check dev:build,test,check,dev; do \
		groups=$$(echo "$${part#*:}" | sed 's/^/--group /; s/,/ --group /g'); \
		$(BIN)/uv pip compile pyproject.toml $$groups --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
			--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/$${part%%:*}.txt; \
	done

clean:
	rm -rf $(VENV) node_modules

# What the tests need beyond pip. Missing parts are installed where that can be done; else their tests are skipped by name.
system:
	@tests/install_system

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Paldies needs Python 3.11 or newer; none was found" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/pip
	@echo "Installing what requirements/$*.txt names"
	@$(INSTALL) $<
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

node_modules/.stamp: package.json | $(VENV)/check.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm install --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@
