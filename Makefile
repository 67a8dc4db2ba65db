# Two commands matter: `make run` and `make test`. Each does all its own set-up.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: run test nightly coverage lint format bench peers soak audit formats lock clean

run: .venv/run.stamp
	$(BIN)/python manage.py serve --port $(PORT)

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto --dist worksteal

# Each law tries thousands of new examples; what fails is kept in .hypothesis and tried again.
nightly: .venv/dev.stamp
	DATELINE_LAWS=nightly $(BIN)/python -m pytest -n auto --dist worksteal -m "not browser"

soak: .venv/dev.stamp
	$(BIN)/python -m pytest -m soak
	$(BIN)/python -m benchmarks.faults.damage --trials 300
	$(BIN)/python -m benchmarks.faults.damage --database --trials 5
	$(BIN)/python -m benchmarks.faults.kills --kills 200
	$(BIN)/python -m benchmarks.faults.crowd
	$(BIN)/python -m benchmarks.faults.soak --minutes 30

# Needs the internet: known vulnerabilities are asked for at pypi.org.
audit: .venv-audit/stamp
	bash .ci/audit

.venv-audit/stamp: requirements-audit.txt
	test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-audit.txt
	touch $@

coverage: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files '*.html')
	$(BIN)/lint-imports --cache-dir .import_linter_cache
	$(BIN)/mypy .

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html')

bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks

# Downloads the sources of Whoosh and django-haystack and runs their tests on our codec.
peers: .venv/dev.stamp
	$(BIN)/python -m benchmarks.peers

# For Parquet files.
formats: .venv/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-formats.txt

# The lock files carry hashes; change a *.in file, then run this.
lock: .venv/dev.stamp
	$(BIN)/pip install -q uv
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-formats.in -o requirements-formats.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements-postgres.in -o requirements-postgres.txt
	$(LOCK) requirements-audit.in -o requirements-audit.txt

.venv/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .venv-audit sbom.json staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis
