# Needs python3 (3.11 or later, with venv), make and the package index; nothing is installed outside this folder.
# What a target makes is stamped, so that a second run does only what has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := -m pip --quiet --quiet --disable-pip-version-check

# The package's own files, as they go into the wheel, and their folders, which tell that a file is gone.
PACKAGE := $(shell find __init__.py __main__.py cli.py py.typed graph ontology facts \
             -name '.*' -prune -o -name __pycache__ -prune -o -print 2>/dev/null)
ABOUT := pyproject.toml MANIFEST.in README.md LICENSE LICENSE-facts

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test lint types generated wheel unit bench generate format lock clean

# A caller's settings must not decide what these targets do.
unexport COMMUNIQUE_FACTS COMMUNIQUE_SOURCES PYTHONPATH PYTHONHOME MYPYPATH PYTEST_ADDOPTS

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.runtime ## check and build the facts, answer three questions, draw the picture
	$(BIN)/communique check
	@mkdir -p out
	$(BIN)/communique build -o out/graph.nq
	$(BIN)/communique ask who-said-what --speaker haley
	$(BIN)/communique ask who-blocked-what
	$(BIN)/communique ask vetoes
	$(BIN)/communique draw -o out/graph.html
	@printf '\nThe picture is in out/graph.html; open it in a browser:\n    file://%s\n' '$(CURDIR)/out/graph.html'

# The unit tests come last: they end with the list of what could not be tested here.
test: lint types generated wheel unit ## everything below, as continuous integration does

lint: $(VENV)/.dev ## style and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

# From inside the environment: in the root, mypy takes the package's __main__.py for everybody's __main__.
types: .venv-wheel/.wheel ## types of the installed wheel, and of tests and benchmarks against it
	cd .venv-wheel && bin/mypy --config-file ../pyproject.toml -p communique
	cd .venv-wheel && bin/mypy --config-file ../pyproject.toml ../tests ../benchmarks

generated: $(VENV)/.dev ## the generated files are those that the ontology gives
	$(BIN)/python -m communique.ontology --check

wheel: .venv-bare/.wheel ## the wheel alone, without development tools, in an empty folder
	./.ci/try-wheel '$(CURDIR)/.venv-bare/bin'

unit: $(VENV)/.dev ## the tests, and the examples of the documentation
	$(BIN)/pytest

# SIZE=quick takes three minutes and is not kept; SIZE=full, to 1,000,000 records, an hour; then names: SIZE="usual check".
bench: $(VENV)/.dev .venv-bench/.deps ## how fast it is on this machine; written to benchmarks/RESULTS.md
	$(BIN)/python benchmarks/run.py $(SIZE)

generate: $(VENV)/.dev ## write what is generated: from the ontology, the page of the rules, the pictures of the documentation
	$(BIN)/python -m communique.ontology
	$(BIN)/communique rules --format markdown > docs/rules.md
	$(BIN)/communique draw -o docs/timeline.svg --title "North Korea's missile launches of 2017, and who said what to them"
	$(BIN)/communique draw -o docs/network.svg --view network --title "North Korea's missile launches of 2017: who acts on what"

format: $(VENV)/.dev ## repair style and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ## lock the versions that pyproject.toml allows today
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(PIP) install -e .
	.venv-lock/bin/python -m pip freeze --exclude setuptools --exclude communique > requirements.lock
	.venv-lock/bin/python $(PIP) install --upgrade -c requirements.lock -e '.[dev]'
	.venv-lock/bin/python -m pip freeze --all --exclude pip --exclude communique > requirements-dev.lock
	rm -rf .venv-lock

clean: ## remove everything that these targets made
	rm -rf .venv .venv-wheel .venv-bare .venv-bench .venv-lock build dist out *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .node-tools .yaml-language-server
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environments: to work in, to check types in, what a user has, and what is compared with

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@echo 'Installing into $(VENV) ...'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) install -r requirements.lock
	@$(BIN)/python $(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo 'Installing the development tools into $(VENV) ...'
	@$(BIN)/python $(PIP) install -r requirements-dev.lock
	@touch $@

.venv-wheel/.deps: requirements-dev.lock
.venv-bare/.deps: requirements.lock
.venv-wheel/.deps .venv-bare/.deps:
	@echo 'Installing $< into $(@D) ...'
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python $(PIP) install -r $<
	@touch $@

.venv-wheel/.wheel .venv-bare/.wheel: %/.wheel: %/.deps dist/.built
	@$(@D)/bin/python $(PIP) install --no-deps --force-reinstall dist/*.whl
	@touch $@

# What the benchmarks compare with. Where it cannot be had, the table says so.
.venv-bench/.deps: benchmarks/peers.txt
	@echo 'Installing $< into $(@D) ...'
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python $(PIP) install -r $< && touch $@ || echo 'without it'

# From the sdist, so that nothing unlisted can slip in.
dist/.built: $(VENV)/.dev $(PACKAGE) $(ABOUT)
	@echo 'Building the wheel ...'
	@rm -rf dist && mkdir dist
	@$(BIN)/python -m build --no-isolation --outdir dist > dist/build.log 2>&1 || { cat dist/build.log; exit 1; }
	@touch $@
