# Two commands do all: `make demo` and `make test`. The rest are their parts.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DJANGO_SETTINGS_MODULE ?= naru.config.settings

.PHONY: setup demo test quick format lint types contracts sqlite postgres browser benchmarks pins clean

setup: $(VENV)/.ready frontend/vendor/.ready naru/locale/en/LC_MESSAGES/django.mo

$(VENV)/.ready: requirements/test.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

frontend/vendor/.ready: $(VENV)/.ready frontend/package-lock.json frontend/package.json naru/cli/frontend.py
	$(BIN)/python -m naru.cli.frontend
	touch $@

naru/locale/en/LC_MESSAGES/django.mo: naru/locale/en/LC_MESSAGES/django.po $(VENV)/.ready
	$(BIN)/pybabel --quiet compile --statistics -d naru/locale -D django -l en

demo: setup
	$(BIN)/naru demo

test: setup lint types contracts pins sqlite postgres browser
	@echo "make test: everything passed"

quick: setup lint contracts
	$(BIN)/pytest -n 2 -m "not browser and not slow"

lint:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types:
	$(BIN)/mypy naru

contracts:
	$(BIN)/lint-imports

pins:
	$(BIN)/python -m tests.services pins

sqlite:
	$(BIN)/pytest -n 2 -m "not browser"

postgres:
	$(BIN)/python -m tests.services postgres -- $(BIN)/pytest -n 2 -m "not browser"

browser:
	$(BIN)/python -m tests.services chromium -- $(BIN)/pytest -m browser

benchmarks:
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.text quality
	$(BIN)/python -m benchmarks.text speed

clean:
	rm -rf $(VENV) var frontend/vendor frontend/node_modules
