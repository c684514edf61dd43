# One verb per target; `make` without a target lists them.
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
ARGS ?=
# The newest Python that Dateline supports among those on the PATH; PYTHON=… overrides.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)

# Tests of the sources and documents: part of the checks.
RULES := tests/unit/rules tests/unit/deploy/test_docs_site.py
WITHOUT_RULES := $(addprefix --ignore=,$(RULES))

LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock" --quiet
COMPILE := $(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS)
COMPILE_GROUP := $(BIN)/uv pip compile $(LOCK_OPTIONS) --group

.DEFAULT_GOAL := help
.PHONY: help install demo test test-unit bench recipes fuzz chaos happenings screenshots desk-load page-load duplicates check docs test-python audit format lock release clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Make .venv with the `dateline` command in it

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11, 3.12 or 3.13 on the PATH, or make PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## Run the whole thing on sample articles (ARGS=--once ends when the articles are read)
	@$(BIN)/dateline demo $(ARGS)

test: install ## Run all tests in parallel (ARGS="-k name" selects some)
	$(BIN)/python -m pytest --numprocesses 8 --dist loadfile --no-loadscope-reorder $(WITHOUT_RULES) $(ARGS)

test-unit: install ## Run the quick tests, without brokers and servers
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal tests/unit tests/contract $(WITHOUT_RULES) --ignore=tests/unit/deploy $(ARGS)

test-python: ## Run the quick tests on another Python: make test-python PYTHON=python3.12
	$(MAKE) --no-print-directory VENV=.venv-$(notdir $(PYTHON)) test-unit

fuzz: install ## Read 2,000 hostile messages, and measure how work grows with length (ARGS="--inputs 100000")
	$(BIN)/python -m tests.fuzz $(ARGS)

chaos: install ## Inject faults around workers and count every article (ARGS="--faults 120 --seed 7" for longer)
	$(BIN)/python -m tests.chaos.run $(ARGS)

happenings: install ## Join invented articles, and compare with the truth (ARGS="--read" uses the real reader)
	$(BIN)/python -m tests.happenings.run $(ARGS)

recipes: install ## Check deploy/recipes with the jars of Kafka Connect, Debezium, Flink and Spark (350 MB)
	$(BIN)/python -m pytest tests/recipes/check_recipes.py $(ARGS)

bench: install ## Measure speed, latency and memory, also of other frameworks (ARGS="reading" for one benchmark, ARGS=--help)
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: install ## Take the screenshots of the desk for the docs (needs Chromium)
	$(BIN)/python -m tests.desk.screenshots

desk-load: install ## Measure the desk under load (ARGS="--seconds 60")
	$(BIN)/python -m tests.desk.load $(ARGS)

page-load: install ## Measure how long the desk's live page takes to load (needs Chromium)
	$(BIN)/python -m tests.desk.page_load $(ARGS)

duplicates: install ## Measure how duplicates are recognised (ARGS="articles.jsonl", ARGS=--help)
	$(BIN)/python -m tests.dedup.measure $(ARGS)

check: install ## Run linters and type checks, and check that generated files are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m agents.build.generated_files --check
	@mkdir -p build
	@# Every test can be collected. One process compiles here what each process of `make test` would compile.
	@$(BIN)/python -m pytest --collect-only -qq > build/collected.txt || { cat build/collected.txt; exit 1; }
	$(BIN)/python -m pytest --quiet --numprocesses 2 $(RULES)
	@if $(BIN)/python -m tests.support.advisories; then $(MAKE) --no-print-directory audit; fi

docs: install ## Serve the documents as a site on localhost:8000 (built into build/site by make check)
	$(BIN)/mkdocs serve

audit: install ## Check every pinned package for known vulnerabilities
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

format: install ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install ## Resolve the dependencies of pyproject.toml again into the lock files
	$(COMPILE) --all-extras --group dev --upgrade --output-file requirements.lock
	$(COMPILE) --extra worker --extra feeds --constraint requirements.lock --output-file deploy/requirements.lock
	$(COMPILE_GROUP) build --constraint requirements.lock --output-file deploy/build.lock

release: ## Check that this commit can be tagged as a release (make release VERSION=0.2.0)
	@echo "$(VERSION)" | grep -Eqx "[0-9]+\.[0-9]+\.[0-9]+" || { echo "name the release: make release VERSION=X.Y.Z" >&2; exit 1; }
	@test -z "$$(git status --porcelain)" || { echo "there are changes: commit them first" >&2; exit 1; }
	@grep -Eqx "## \[$(VERSION)\] - [0-9]{4}-[0-9]{2}-[0-9]{2}" CHANGELOG.md || { echo "CHANGELOG.md has no section: ## [$(VERSION)] - YYYY-MM-DD" >&2; exit 1; }
	@! sed "1,/^## \[Unreleased\]/d; /^## \[/,\$$d" CHANGELOG.md | grep -q . || { echo "CHANGELOG.md has entries under Unreleased: move them to $(VERSION)" >&2; exit 1; }
	@! git rev-parse --quiet --verify "refs/tags/v$(VERSION)" > /dev/null || { echo "the tag v$(VERSION) exists: take another version" >&2; exit 1; }
	@echo "ready; after make check and make test: git tag --annotate v$(VERSION) --message 'Dateline $(VERSION)' && git push origin v$(VERSION)"

clean: ## Remove .venv and caches
	rm -rf .venv .venv-* build .mypy_cache .ruff_cache .pytest_cache .hypothesis
