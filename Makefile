# Everything goes through a virtual environment that is made here; it needs Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard federation/config/locale/*/LC_MESSAGES/django.po))
PORT ?= 8000
export PUBLIC_PORT ?= $(PORT)
WORKERS ?= 2

.PHONY: demo test check serve elasticsearch bench messages lock clean

demo: $(STAMP) $(CATALOGUES) ## move three legacy sites in, and serve them until stopped
	@$(BIN)/python -m deploy.demo.run

serve: $(STAMP) $(CATALOGUES) ## set up or update the database, and serve, with a worker for background jobs
	@$(BIN)/python manage.py set_up_platform
	@$(BIN)/python manage.py procrastinate worker & worker=$$!; trap "kill $$worker" EXIT INT TERM; \
	$(BIN)/gunicorn federation.config.wsgi --env DJANGO_SETTINGS_MODULE=federation.config.settings.local \
		--bind 127.0.0.1:$(PORT) --worker-class gthread --workers $(WORKERS) --threads 4 --no-control-socket

elasticsearch: $(STAMP) ## start Elasticsearch on this machine (ARGS=stop ends it), fetched once; needs maven and Java 17
	@$(BIN)/python -m deploy.elasticsearch.run $(ARGS)

test: $(STAMP) $(CATALOGUES) ## every test; those whose server cannot be had are skipped with a reason (and fail when CI is set)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: $(STAMP) ## style, types, imports, migrations, translations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.translations
	@SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") PORTAL_DOMAIN=courts.example.cn \
		DATABASE_URL=postgres://nobody@127.0.0.1:1/none LEDGER_CHECKPOINTS=s3://ledger DJANGO_SETTINGS_MODULE=federation.config.settings.base \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(STAMP) ## benchmarks: each prints ratios against a peer measured in the same run
	@for benchmark in bench/*.py; do echo "== $$benchmark"; $(BIN)/python -m bench.$$(basename $$benchmark .py) || exit 1; done

messages: $(STAMP) ## put new texts into the English catalogue, to be translated there
	$(BIN)/python -m tests.translations --update

lock: ## renew requirements/*.txt from requirements/*.in (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 requirements/base.in -o requirements/base.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 -c requirements/base.txt requirements/dev.in -o requirements/dev.txt

clean: ## remove the virtual environment and all data
	rm -rf $(VENV) var

%.mo: %.po $(STAMP)
	@$(BIN)/pybabel --quiet compile -i $< -o $@

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or later is needed: set PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed: apt-get install python3-venv"; exit 1; }
	@echo "installing packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
