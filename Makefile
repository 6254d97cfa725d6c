# `make demo` and `make test` are all one needs to type; both work from a bare checkout and a bare Python.
# Everything is installed into .venv and .venv-3.6. PYTHON=... and PYTHON36=... choose other interpreters.

PYTHON ?= $(shell .ci/find-python 3.13 3.12 3.11 3.10 3.9 3.14)
PYTHONS := 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 pypy3
PYTHON36 ?= $(shell .ci/find-python 3.6)
REQUIREMENTS := setup.py requirements.txt test-requirements.txt dev-requirements.txt
BIN := .venv/bin
PIP_INSTALL := python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types test-newest test-3.6 test-examples generate tox package clean

# Runs examples/quickstart.py, against an emulator or, with APIVIDEO_API_KEY set, against the sandbox.
demo: .venv/demo-ready
	@$(BIN)/python $(if $(APIVIDEO_API_KEY),,examples/with_emulator.py --stay) examples/quickstart.py

# Everything that must hold before a change lands.
test: lint types package test-examples test-newest test-3.6

lint: .venv/test-ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m generator --check
	@if [ -x $(BIN)/bandit ]; then $(BIN)/bandit --quiet --recursive --skip B105 apivideo; else echo 'NOT CHECKED by bandit: it needs Python 3.10.'; fi

types: .venv/test-ready
	@if [ -x $(BIN)/mypy ]; then $(BIN)/mypy; else echo 'NOT CHECKED by mypy: it needs Python 3.10.'; fi
	$(BIN)/pyright --pythonpath $(BIN)/python

test-newest: .venv/test-ready
	$(BIN)/python -m pytest -n 2

ifneq ($(strip $(PYTHON36)),)
test-3.6: .venv-3.6/test-ready .venv/test-ready
	APIVIDEO_EMULATOR_PYTHON=$(CURDIR)/$(BIN)/python .venv-3.6/bin/python -m pytest -n 2
else
test-3.6:
	@echo 'NOT TESTED on Python 3.6: there is none here (PYTHON36=/path/to/python3.6 names one).'
endif

test-examples: .venv/test-ready
	$(BIN)/python examples/with_emulator.py examples/quickstart.py

# Writes what is generated and the tables of the guides anew.
generate: .venv/test-ready
	$(BIN)/python -m generator
	$(BIN)/python docs/tables.py

# The tests on every Python that is here, each in an environment of its own.
tox: .venv/test-ready
	$(BIN)/tox --discover $(foreach version,$(PYTHONS),$(shell .ci/find-python $(version)))

# What would be published, in dist/: the wheel is built from the source distribution.
package: .venv/test-ready
	rm -rf dist
	$(BIN)/python -m build --quiet
	@! $(BIN)/python -m zipfile -l dist/*.whl | grep -E '^(generator|test|examples|benchmarks)/'
	@$(BIN)/python -m zipfile -l dist/*.whl | grep '^apivideo/emulator/data/openapi.json' > /dev/null
	@$(BIN)/python -m zipfile -l dist/*.whl | grep '^apivideo/emulator/dashboard/static/page.js' > /dev/null
	@$(BIN)/python -m zipfile -l dist/*.whl | grep '^apivideo/emulator/dashboard/templates/page.html.jinja' > /dev/null

clean:
	rm -rf .venv .venv-3.6 .tox build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/created:
	@test -n "$(PYTHON)" || { echo 'There is no Python 3.9 or later; PYTHON=/path/to/python names one.'; exit 1; }
	$(PYTHON) -m venv --clear .venv
	touch $@

.venv/demo-ready: setup.py requirements.txt | .venv/created
	$(BIN)/$(PIP_INSTALL) -e '.[emulator,progress]'
	$(BIN)/$(PIP_INSTALL) --only-binary :all: av || echo 'No PyAV for this Python: the demo will ask ffmpeg.'
	touch $@

.venv/test-ready: $(REQUIREMENTS) | .venv/created
	$(BIN)/$(PIP_INSTALL) -r dev-requirements.txt -e '.[emulator,media,progress]'
	touch $@

# pip and setuptools that came with 3.6 are too old for today's wheels; these are the last for it.
.venv-3.6/test-ready: $(REQUIREMENTS)
	$(PYTHON36) -m venv --clear .venv-3.6
	.venv-3.6/bin/$(PIP_INSTALL) pip==21.3.1 setuptools==59.6.0 wheel==0.37.1
	.venv-3.6/bin/$(PIP_INSTALL) -r test-requirements.txt -e .
	touch $@
