# The doors of the project. `make help` lists them.
PY := .venv/bin/python
PORT ?= 8000
OUT ?=
URL ?=
BASE ?=
ENGINE ?= python
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE := 1
.DEFAULT_GOAL := help
.PHONY: help site tests serve test check build pdf release links vectors stale bench new twin lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

site:
	@sh .ci/install site
tests:
	@sh .ci/install tests

serve: site ## install, build, serve at 127.0.0.1:8000 with live reload (PORT=)
	@$(PY) -m macros serve --port "$(PORT)"

test: tests ## install what the tests need and run every test
	@$(PY) -m pytest tests

check: site ## what to run before a pull request: data, words, parity, strict build, links
	@$(PY) -m macros check

build: site ## the site with its links checked, into site/ (OUT=dir, URL=address it will be served at)
	@$(PY) -m macros build --out "$(or $(OUT),site)" --url "$(URL)"

pdf: site ## the books, one per language, into pdf/ (OUT=dir)
	@$(PY) -m macros pdf --out "$(or $(OUT),pdf)"

release: site ## site, books and download page with sizes and checksums, into release/ (OUT=dir, URL=)
	@$(PY) -m macros release --out "$(or $(OUT),release)" --url "$(URL)"

links: site ## check the links of any built site: SITE=dir (BASE=address it will be served at)
	@$(PY) -m macros links "$(SITE)" --base "$(BASE)"

vectors: site ## run a file of worked calculations: FILE=path (ENGINE=python or browser)
	@$(PY) -m macros vectors "$(FILE)" --engine "$(ENGINE)"

stale: site ## what is due for a new check, oldest first
	@$(PY) -m macros stale

bench: tests ## benchmarks: ratios against a peer, in one run
	@$(PY) -m tests.bench

new: site ## start a page in both languages: PAGE=folder/name
	@$(PY) -m macros new "$(PAGE)"

twin: site ## mark the English page as made from the Chinese text of today: PAGE=folder/name
	@$(PY) -m macros twin "$(PAGE)"

lock: ## write the hash-pinned lists anew from requirements/*.in (needs uv)
	@cd requirements && for name in bootstrap site test; do \
	  uv pip compile $$name.in --python-version 3.11.2 --universal --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate -q -o $$name.txt; done
