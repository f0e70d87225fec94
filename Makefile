# The commands of this project. `make` alone lists them.

CITY   ?= examples/liaoyuan-2021
EVENTS ?= postgres
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python -m huanjie --with-parent

RUNTIME := $(VENV)/runtime-installed
DEV     := $(VENV)/dev-installed

.DEFAULT_GOAL := help
.PHONY: help demo run test check long lint format bench kafka kafka-jars migration lock install install-dev clean
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## play a city's re-election and print its bulletin: CITY=folder EVENTS=postgres or kafka
	@$(RUN) demo --city $(CITY) --events $(EVENTS)

run: $(RUNTIME) ## start everything and stay: EVENTS=postgres or kafka
	@$(RUN) run --events $(EVENTS)

test: lint ## run everything that must be green
	$(VENV)/bin/python -m pytest -n 2

check: test ## the same

long: $(DEV) ## walk and play at length: 200 random walks, 200 made cities; about an hour
	HUANJIE_WALKS=200 $(VENV)/bin/python -m pytest tests/services/election/test_model.py
	HUANJIE_CITIES=200 $(VENV)/bin/python -m pytest tests/system/test_cities.py

lint: $(DEV)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(DEV) ## format the code and mend what can be mended
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(DEV) ## measure, as ratios in one run
	@$(VENV)/bin/python -m benchmarks

kafka: $(RUNTIME) ## fetch Apache Kafka and keep one broker running
	@$(RUN) kafka

kafka-jars: $(RUNTIME)
	@$(RUN) kafka --fetch-only

migration: $(DEV) ## write the next migration: service=election message="add quorum"
	@$(RUN) migration $(service) "$(message)"

install: $(RUNTIME) ## set up what running needs

install-dev: $(DEV) ## set up what testing needs

clean: ## remove everything that was made here
	rm -rf $(VENV) .data out .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Names the exact packages by hash, and no package index. Wants `uv`.
COMPILE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header
lock:
	$(COMPILE) -o requirements/services.txt > /dev/null
	$(COMPILE) --extra embedded -c requirements/services.txt -o requirements/runtime.txt > /dev/null
	$(COMPILE) --extra embedded --extra dev -c requirements/runtime.txt \
		-o requirements/dev.txt > /dev/null

$(VENV)/bin/python:
	@if command -v uv > /dev/null; then uv venv --quiet --allow-existing $(VENV); \
	elif ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "Python 3.11 or newer is needed; name it: make PYTHON=/usr/bin/python3.11" >&2; exit 1; \
	elif ! $(PYTHON) -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo "Run this once as root, then make again: apt-get install --yes python3-venv" >&2; exit 1; \
	fi

# $(1): the set. pip and uv read the same files; the byte code is made once, not by eight processes.
define install
	@echo "Installing requirements/$(1).txt" >&2
	@if command -v uv > /dev/null; then \
		uv pip install --quiet --python $(VENV)/bin/python --compile-bytecode \
			--require-hashes -r requirements/$(1).txt; \
	else \
		$(VENV)/bin/python -m ensurepip --upgrade > /dev/null && \
		$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check \
			--require-hashes -r requirements/$(1).txt; \
	fi
	@touch $@
endef

$(DEV): requirements/dev.txt | $(VENV)/bin/python
	$(call install,dev)

# What develops can also run: whoever has the one needs not the other.
ifeq ($(wildcard $(DEV)),)
$(RUNTIME): requirements/runtime.txt | $(VENV)/bin/python
	$(call install,runtime)
else
$(RUNTIME): $(DEV)
	@touch $@
endif
