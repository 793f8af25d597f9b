# make site        read new articles, build site/
# make serve       the same, shown in a browser, following changes (PORT=8000)
# make test        all checks and tests
# make test-long   the tests that run for hours
# make coverage    how much of the three rooms that make the site the tests reach, by branches
# make audit       whether a known weakness is in anything that is pinned, where that can be asked
# make check-wheel builds the wheel, installs it and compares its site with that of the checkout
# make benchmarks  how fast building, reading, resolving and searching are (ENTRIES="100 1000"; HUGO= a Hugo site beside it)
# make lighthouse  how Lighthouse scores each kind of page
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

# What checks the pages and comes from npm, each by its exact version. No lock file: that would name a registry's host.
CHECKERS := axe-core@4.14.1 vnu-jar@26.9.27
LIGHTHOUSE := lighthouse@12.8.2
NPM := npm install --no-package-lock --no-save --no-audit --no-fund --ignore-scripts --loglevel=error --prefix

.PHONY: site serve test test-long coverage audit check-wheel benchmarks lighthouse messages clean install install-test programs unusable

site: install
	$(RUN) build.py

serve: install
	$(RUN) build.py serve --port $(PORT)

test: install-test programs $(VENV)/checkers/installed
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) -m pytest --numprocesses=auto --maxprocesses=4 --dist loadfile

test-long: install-test programs
	$(RUN) -m pytest --numprocesses=auto -m long

COVERED := content directory publishing
coverage: install-test programs
	rm -f .coverage .coverage.*
	$(RUN) -m pytest --numprocesses=auto --maxprocesses=4 --cov --cov-report= -m 'not long and not browser' \
		$(addprefix tests/,$(COVERED)) tests/test_*.py
	for room in $(COVERED); do $(RUN) -m coverage report --include="dealdir/$$room/*" --fail-under=95 || exit 1; done

AUDIT := $(VENV)/audit.json
audit: install-test
	@rm -f $(AUDIT)
	@$(RUN) -m pip_audit --requirement constraints.txt --disable-pip --no-deps --progress-spinner off --timeout 10 \
		--format json --output $(AUDIT) >$(VENV)/audit.log 2>&1 || found=yes; \
	if ! test -f $(AUDIT); then echo "audit: nobody could be asked for known weaknesses; see $(VENV)/audit.log"; \
	elif test -n "$$found"; then $(RUN) -m json.tool $(AUDIT); exit 1; \
	else $(RUN) -c 'import json; told = json.load(open("$(AUDIT)"))["dependencies"]; \
		known = [one for one in told if "vulns" in one]; \
		print(f"audit: no known weakness in {len(known)} of {len(told)} packages; of the others nothing is known")'; fi

WHEEL := $(VENV)/wheel
check-wheel: install
	rm -rf $(WHEEL)
	mkdir -p $(WHEEL)/installed $(WHEEL)/checkout
	$(RUN) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir $(WHEEL) .
	$(PYTHON) -m venv $(WHEEL)/venv
	$(WHEEL)/venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt $(WHEEL)/*.whl
	for each in installed checkout; do cp -R content site.yaml $(WHEEL)/$$each/; done
	$(WHEEL)/venv/bin/dealdir --root $(WHEEL)/installed build
	$(RUN) build.py --root $(WHEEL)/checkout build
	diff -r $(WHEEL)/installed/site $(WHEEL)/checkout/site

ENTRIES ?= 100 1000
SEARCHED := $(VENV)/searched
benchmarks: install-test programs
	$(RUN) benchmarks/building_speed.py --entries $(ENTRIES) --settings comparable whole $(if $(HUGO),--hugo $(HUGO))
	@echo; echo Reading; $(RUN) benchmarks/reading_speed.py
	@echo; echo Resolving; $(RUN) benchmarks/names_speed.py
	@echo; echo Searching, $(lastword $(ENTRIES)) entries; rm -rf $(SEARCHED)
	@$(RUN) benchmarks/made_entries.py $(SEARCHED)/project $(lastword $(ENTRIES))
	@$(RUN) benchmarks/search_site.py $(SEARCHED)/project $(SEARCHED)/site
	@$(RUN) benchmarks/search_bytes.py $(SEARCHED)/site
	@rm -rf $(SEARCHED)

lighthouse: install-test programs $(VENV)/lighthouse/installed
	$(RUN) benchmarks/lighthouse.py

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
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

install: $(VENV)/installed
install-test: $(VENV)/installed-test

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}; name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) --editable .
	touch $@

$(VENV)/installed-test: $(VENV)/installed | programs
	$(INSTALL) --editable '.[test]'
	touch $@

# An environment whose Python has gone is stale, too.
ifneq ($(shell $(RUN) -c 'print("usable")' 2>/dev/null),usable)
$(VENV)/installed: unusable
endif

# The programs that the tests drive, where they are not there yet: a browser, what the checkers from npm need, and the
# library that FollowTheMoney's own is built with.
programs:
	@missing=; has() { command -v "$$1" >/dev/null; }; \
	has chromium || has chromium-browser || has google-chrome || missing="$$missing chromium fonts-noto-cjk"; \
	has java || missing="$$missing default-jre-headless"; \
	has node || missing="$$missing nodejs"; \
	has npm || missing="$$missing npm"; \
	has curl || missing="$$missing curl"; \
	has faketime || missing="$$missing faketime"; \
	pkg-config --exists icu-i18n 2>/dev/null || missing="$$missing libicu-dev pkg-config g++ python3-dev"; \
	test -z "$$missing" || { $(SUDO) apt-get update && $(SUDO) apt-get install --yes --no-install-recommends $$missing; }

$(VENV)/checkers/installed: $(VENV)/installed Makefile | programs
	$(NPM) $(@D) $(CHECKERS)
	touch $@

$(VENV)/lighthouse/installed: $(VENV)/installed Makefile | programs
	$(NPM) $(@D) $(LIGHTHOUSE)
	touch $@
