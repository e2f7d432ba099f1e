# One line a command; `python3 dev.py` does the same on a machine without make.
.PHONY: help start test lint types screenshots benchmark requirements demo docs audit
help:          ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'
start:         ## the dashboard, with demonstration data
	python3 dev.py start
test:          ## every test
	python3 dev.py test
lint:          ## style
	python3 dev.py run ruff check . && python3 dev.py run ruff format --check .
types:         ## types of the package
	python3 dev.py run mypy
screenshots:   ## every page at 1440, 1920 and 390 px, into screenshots/
	python3 dev.py run tests.browser.screenshots
benchmark:     ## every benchmark as ratios of two things measured in one run, into docs/benchmarks.md (about 25 minutes)
	python3 dev.py run benchmarks -o docs/benchmarks.md
demo:          ## draws the demonstration workbooks anew from their seed
	python3 dev.py run csp_analytics.demo
docs:          ## writes docs/data-dictionary.md and docs/commands.md from schema and commands
	python3 dev.py run csp_analytics.store.dictionary docs/data-dictionary.md
	python3 dev.py run csp_analytics.cli.reference docs/commands.md
requirements:  ## compiles the pinned requirements from pyproject.toml
	python3 dev.py run uv pip compile pyproject.toml --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make requirements" -o requirements.txt
	python3 dev.py run uv pip compile pyproject.toml --universal --python-version 3.11 --extra shared --no-emit-index-url --custom-compile-command "make requirements" -o requirements-shared.txt
	python3 dev.py run uv pip compile pyproject.toml --universal --python-version 3.11 --extra dev --no-emit-index-url --custom-compile-command "make requirements" -o requirements-dev.txt
	python3 dev.py run deploy.sbom
audit:         ## asks whether weaknesses of the pinned packages are known
	python3 dev.py run deploy.audit --required
