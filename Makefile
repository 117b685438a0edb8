# Every target that needs packages makes its own environment in .venv first. `make` alone lists the targets.
PORT ?= 8000
TESTS ?= tests
RUN := .venv/bin/python -m
fix = { printf '\nFix: %s\n' "$(1)" >&2; exit 1; }
# On all cores; what is marked `browser`, `site` or `slow` is said in pyproject.toml.
pytest = $(RUN) pytest --numprocesses auto --dist worksteal
with_chromium = CHROMIUM="$$(.ci/chromium)" || exit 1; export CHROMIUM;
alone = $(call fix,run the first failed test alone: $(RUN) pytest tests/FILE.py::NAME)
pin = CUSTOM_COMPILE_COMMAND="make requirements" $(RUN) piptools compile --quiet --upgrade --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
export PYTHON CHROMIUM
# Material's notice of its own end of life, printed at each start, would bury the handbook's lines.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help handbook site lint quick test test-2031 format bench requirements clean static site-environment dev-environment
.DEFAULT_GOAL := help

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

handbook: site-environment ## serve the handbook at 127.0.0.1:8000 and rebuild it at every change (PORT=8001: another port)
	@.venv/bin/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		$(call fix,port $(PORT) is taken: make handbook PORT=$$(($(PORT) + 1)))
	@echo "Building the handbook; it will be at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@$(RUN) mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: site-environment ## build the handbook into site/; a warning fails it
	@$(RUN) mkdocs build --strict

lint: site-environment ## check the strategy files against the rules
	@.venv/bin/handbook check content/strategy

quick: static ## check format, lint, types and imports, then run the tests that need no browser and no whole site
	@$(pytest) -m "not (browser or site or slow)" $(TESTS) || $(alone)

test: static ## check the same, then run every test (TESTS=tests/model: some)
	@$(with_chromium) $(pytest) $(TESTS) || $(alone)

# What is built and shown may not depend on the clock. The times of files stay as they are, or Python compiles all anew.
test-2031: dev-environment ## run the tests of sites and in the browser with both clocks in the year 2031
	@command -v faketime >/dev/null || $(call fix,sudo apt install faketime)
	@mkdir -p build
	@$(with_chromium) export PYTHONPATH="$$PWD/tests/faketime" NO_FAKE_STAT=1 DONT_FAKE_MONOTONIC=1; \
		faketime '2031-06-15 12:00:00' $(pytest) --basetemp build/test-2031 \
		-m "(browser or site) and not slow" -k "not axe" $(TESTS) || $(alone)

format: dev-environment ## format the code and fix what the linter can
	@$(RUN) ruff check --fix --exit-zero --quiet .
	@$(RUN) ruff format .

bench: dev-environment ## time handbooks of many metrics against a plain MkDocs build
	@.venv/bin/python tests/bench/run.py

requirements: dev-environment ## pin the newest packages that pyproject.toml allows
	@$(pin) --build-deps-for editable --output-file requirements.txt pyproject.toml
	@mkdir -p build
	@.venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > build/dev.in
	@$(pin) --constraint requirements.txt --output-file requirements-dev.txt build/dev.in

clean: ## remove all that was made here: .venv, site and caches
	rm -rf .venv .cache site build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .ci/javascript/node_modules

static: dev-environment
	@$(RUN) ruff format --check --output-format concise . || $(call fix,make format)
	@$(RUN) ruff check . || $(call fix,make format fixes what it can; $(RUN) ruff rule CODE explains a rule)
	@$(RUN) mypy || $(call fix,give each line named above the type that it says)
	@.venv/bin/lint-imports || $(call fix,move the code so that imports run one way; the contracts in pyproject.toml say which)
	@.ci/javascript/check || $(call fix,change the scripts as it says above; .ci/javascript/check runs it alone)

site-environment:
	@.ci/environment site

dev-environment:
	@.ci/environment dev
