# Nothing is needed beforehand but make and Python 3.11 or newer. `make help` lists the commands.
# Settings: PYTHON=python3.12 picks the interpreter for .venv; WORKERS=4 the number of test processes.

BIN := .venv/bin
WORKERS ?= auto
# The tests of one file stay together: what they share is made once.
PYTEST := $(BIN)/pytest -n $(WORKERS) --maxprocesses 8 --dist loadfile
CHECKED := src tests tools benchmarks
# They ask how long answers take, so nothing runs beside them.
TIMED := tests/doors/api/test_swaps_under_load.py tests/doors/api/test_shadow_beside.py \
	tests/doors/api/test_rolling_back.py tests/doors/api/test_canaries_taken_back.py \
	tests/doors/api/test_cost_of_counting.py tests/reliability/test_alerts_fire.py

# Tests run side by side, so each keeps to one thread.
TEST_ENV := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
# Pyright would ask the network for a newer version of itself.
TYPES_ENV := PYRIGHT_PYTHON_IGNORE_WARNINGS=1

# Tests and commands are hundreds of processes. Where the surroundings forbid Python to keep what it compiled, each would
# compile all that it loads anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run servers web web-schema web-speed screenshots test coverage quality reliability loop fuzz lint types bench bench-peers tune results docs lock load

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '%-12s %s\n' "$$name" "$$what"; done

setup: ## make .venv with everything that running and testing need; quick when nothing changed
	@PYTHON='$(PYTHON)' sh tools/setup.sh

run: ## install what running needs, and start the service with a small world in it; DEMO='--size tiny' and so on
	@PYTHON='$(PYTHON)' sh tools/setup.sh --to-run
	@$(BIN)/python tools/web.py build || echo 'web: going on without the web app; the API works' >&2
	@$(BIN)/matinee demo $(DEMO)

servers: setup ## look for the real PostgreSQL, Redis and browser that tests run on, and install them where nothing may be skipped
	@$(BIN)/python tools/servers.py

web: setup ## build the web app into the package; quick when nothing changed
	@$(BIN)/python tools/web.py build

web-schema: setup ## write the types of the API for the web app anew
	@$(BIN)/python tools/web.py schema

web-speed: web ## measure how quick the web app is in Chromium, and write it into docs/design.md
	@$(BIN)/python tools/web.py speed

screenshots: web ## pictures of every screen, both themes, both sizes, from the demo world, into web/shots/
	@$(BIN)/python tools/web.py shots

test: setup servers web ## run the tests
	@$(TEST_ENV) $(PYTEST) -m 'not quality and not reliability and not loop'
	@$(BIN)/python tools/web.py test

coverage: setup servers web ## run the tests and count the branches they take, which takes longer
	@$(TEST_ENV) $(PYTEST) -m 'not quality and not reliability and not loop' --cov --cov-report=term --cov-fail-under=90

quality: setup ## what takes minutes: every model against the figures of other libraries, leaks in real splits, large worlds
	@$(TEST_ENV) $(PYTEST) -m quality

reliability: setup servers ## kill, cut and starve the service for hours, and write down what was lost; KILLS=10 and so on
	@$(TEST_ENV) $(BIN)/pytest -n 0 -p no:randomly -m reliability tests/reliability
	@$(BIN)/python tools/reliability.py

loop: setup ## simulate thousands of experiments and gates, keep what was seen in benchmarks/results, and write it into the pages
	@$(TEST_ENV) $(PYTEST) -m loop --timeout 3600 $(TIMED:%=--ignore=%)
	@$(TEST_ENV) $(BIN)/pytest -n 0 -m loop $(TIMED)
	@$(BIN)/python tools/loop_pages.py

fuzz: setup ## send the service 20,000 requests that no person would think of, and look for faults of its own
	@$(BIN)/python tools/fuzz.py

lint: setup ## style, formatting, floors, security; of the web app too
	@$(BIN)/ruff check $(wildcard $(CHECKED))
	@$(BIN)/ruff format --check $(wildcard $(CHECKED))
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	@$(BIN)/python tools/web.py check

types: setup ## check the types
	@$(TYPES_ENV) $(BIN)/pyright
	@$(BIN)/python tools/web.py types

bench: setup ## judge every model on the splits of MATINEE_DATA and on the demo world, then write the results
	@$(BIN)/python tools/bench.py

bench-peers: setup ## race our models against the same models of other libraries
	@$(BIN)/python benchmarks/peers/run.py

load: setup ## load the service with the large world, and write how many requests it answers a second; LOAD='--quick' and so on
	@$(BIN)/python benchmarks/load/run.py $(LOAD)

tune: setup ## search anew for the settings of the recipes, on the tuning parts of the splits of MATINEE_DATA
	@$(BIN)/python tools/studies.py

results: setup ## write the pages and pictures of results anew from the files of benchmarks/results
	@$(BIN)/python tools/results.py
	@$(BIN)/python tools/loop_pages.py

docs: setup ## build the documentation into site/
	@$(BIN)/zensical build --clean --strict

lock: setup ## pin every dependency anew in constraints.txt
	@$(BIN)/python tools/lock.py
