# Two commands do all: `make demo` and `make test`. The rest are their parts.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Every process of the suite would compile the whole of Naru anew where a machine forbids keeping it compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test quick checks format lint types contracts sqlite postgres browser benchmarks soak pins audit clean

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

# What reads the code runs beside the first tests: alone it leaves a core idle.
test: setup lint
	$(MAKE) --jobs=2 sqlite checks
	$(MAKE) postgres
	$(MAKE) browser
	@echo "make test: everything passed"

checks: types contracts pins audit

quick: setup lint contracts
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser and not slow"

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

audit:
	$(BIN)/python -m tests.audit

sqlite:
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser"

# Three processes: each waits part of its time for the server.
postgres:
	$(BIN)/python -m tests.services postgres -- $(BIN)/pytest -n 3 --dist worksteal -m "not browser and not once"

browser:
	$(BIN)/python -m tests.services chromium -- $(BIN)/pytest -n 2 --dist worksteal -m browser tests/browser tests/journey

# Rounds of kill -9 during load, sign-up, job and confirmation, on both databases: make soak ROUNDS=1000
ROUNDS ?= 100
soak: setup
	$(BIN)/python -m tests.soak --rounds $(ROUNDS)

benchmarks:
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.planning
	$(BIN)/python -m benchmarks.text quality
	$(BIN)/python -m benchmarks.text speed

clean:
	rm -rf $(VENV) var frontend/vendor frontend/node_modules
