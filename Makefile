# Every target that needs packages makes its own environment in .venv first. `make` alone lists the targets.
PORT ?= 8000
TESTS ?= tests
RUN := .venv/bin/python -m
mend = { printf '\nMend: %s\n' "$(1)" >&2; exit 1; }
pin = CUSTOM_COMPILE_COMMAND="make requirements" $(RUN) piptools compile --quiet --upgrade --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
export PYTHON CHROMIUM
# Material's notice of its own end of life, printed at each start, would bury the handbook's lines.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help handbook site lint test format bench requirements clean site-environment dev-environment
.DEFAULT_GOAL := help

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

handbook: site-environment ## serve the handbook at 127.0.0.1:8000 and rebuild it at every change (PORT=8001: another port)
	@.venv/bin/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		$(call mend,port $(PORT) is taken: make handbook PORT=$$(($(PORT) + 1)))
	@echo "Building the handbook; it will be at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@$(RUN) mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: site-environment ## build the handbook into site/; a warning fails it
	@$(RUN) mkdocs build --strict

lint: site-environment ## check the strategy files against the rules
	@.venv/bin/handbook check content/strategy

test: dev-environment ## check format, lint, types and imports, then run every test (TESTS=tests/strategy: some)
	@$(RUN) ruff format --check --output-format concise . || $(call mend,make format)
	@$(RUN) ruff check . || $(call mend,make format mends what it can; $(RUN) ruff rule CODE explains a rule)
	@$(RUN) mypy || $(call mend,give each line named above the type that it says)
	@.venv/bin/lint-imports || $(call mend,move the code so that imports run one way: plugin and cli -> pages -> diagrams and rules -> strategy)
	@CHROMIUM="$$(.ci/chromium)" || exit 1; export CHROMIUM; $(RUN) pytest $(TESTS) || \
		$(call mend,run the first failed test alone: $(RUN) pytest tests/FILE.py::NAME)

format: dev-environment ## format the code and mend what the linter can
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
	rm -rf .venv .cache site build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

site-environment:
	@.ci/environment site

dev-environment:
	@.ci/environment dev
