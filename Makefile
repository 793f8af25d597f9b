# make site        read new articles, build site/
# make serve       the same, shown in a browser, following changes (PORT=8000)
# make test        all checks and tests
# make test-long   the tests that run for hours
# make messages    bring the Chinese texts up to date with templates and code; what is new waits there for its translation
# make clean       remove what builds and this file made
#
# Each makes the virtual environment .venv where there is none, or where pyproject.toml or constraints.txt changed since.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

# Constraints hold for what builds the package, too: older pip takes them from the first variable, newer from the second.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: site serve test test-long messages clean install install-test browser unusable

site: install
	$(RUN) build.py

serve: install
	$(RUN) build.py serve --port $(PORT)

test: install-test browser
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) -m pytest --numprocesses=auto --maxprocesses=4

test-long: install-test browser
	$(RUN) -m pytest --numprocesses=auto -m long

LOCALE := dealdir/publishing/locale
PROBLEMS := dealdir/content/locale
messages: install
	$(VENV)/bin/pybabel --quiet extract --mapping-file pyproject.toml --no-location --omit-header --output-file $(LOCALE)/dealdir.pot .
	$(VENV)/bin/pybabel --quiet update --domain dealdir --locale zh --input-file $(LOCALE)/dealdir.pot --output-dir $(LOCALE) \
		--width 120 --no-fuzzy-matching --ignore-obsolete --omit-header
	rm $(LOCALE)/dealdir.pot
	$(VENV)/bin/pybabel --quiet extract --no-default-keywords --keywords "Phrase template" --no-location --omit-header \
		--output-file $(PROBLEMS)/problems.pot dealdir
	$(VENV)/bin/pybabel --quiet update --domain problems --locale zh --input-file $(PROBLEMS)/problems.pot --output-dir $(PROBLEMS) \
		--width 120 --no-fuzzy-matching --ignore-obsolete --omit-header
	rm $(PROBLEMS)/problems.pot

clean:
	if [ -x $(RUN) ]; then $(RUN) build.py clean; fi
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

install: $(VENV)/installed
install-test: $(VENV)/installed-test

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}; name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) --editable .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(INSTALL) --editable '.[test]'
	touch $@

# An environment whose Python has gone is stale, too.
ifneq ($(shell $(RUN) -c 'print("usable")' 2>/dev/null),usable)
$(VENV)/installed: unusable
endif

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ $(SUDO) apt-get update && $(SUDO) apt-get install --yes --no-install-recommends chromium fonts-noto-cjk; }
