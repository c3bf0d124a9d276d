# One command a chore, the same for people and CI. `make` alone lists them.

PYTHON := .venv/bin/python

.PHONY: help interview test conversations quick check format bench clean

help:
	@sed -n 's/^## //p' Makefile

## make interview   install what is missing and practise one question aloud
interview:
	@scripts/setup interview
	@.venv/bin/interviewer practice --demo-without-microphone

## make test        all tests: real Whisper, real voices, a virtual sound card
test:
	@scripts/setup test
	@$(PYTHON) -m pytest -m "not long"

## make conversations  scripted conversations spoken over the virtual sound card: a quarter of an hour
conversations:
	@scripts/setup test
	@$(PYTHON) -m pytest -m long

## make quick       the tests that need no model and no device (under 20 seconds)
quick:
	@scripts/setup quick
	@$(PYTHON) -m pytest -q -n 2 -m "not model and not device and not slow"

## make check       format, lint, types, import rules, advisories about the locked packages
check:
	@scripts/setup quick
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@scripts/audit

## make format      put the code into shape
format:
	@scripts/setup quick
	@.venv/bin/ruff check --fix -q .
	@.venv/bin/ruff format -q .

## make bench       every published figure, as JSON
bench:
	@scripts/setup test
	@for script in benchmarks/[a-z]*.py; do echo "== $$script" >&2; $(PYTHON) $$script || exit 1; done

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache dist
