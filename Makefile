# Two commands do everything: `make run` and `make test`. Both set up .venv by themselves.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SAMPLES := $(filter-out samples/README.md,$(wildcard samples/*.xlsx samples/*.txt samples/*.md samples/*.pdf))
QUESTIONS := expenditure_by_unit_and_nature personnel_and_public_cost satisfaction_targets

# sqlfluff lets dbt compile the models: that must never touch a real warehouse. It takes minutes, so
# it runs only when some SQL or its settings changed.
LINT_BUILD_FILE := target/lint.duckdb
SQL := models analyses tests/dbt/singular
SQL_LINTED := target/.sql_linted
SQL_FILES := $(shell find $(SQL) macros tests/dbt/generic -name '*.sql') .sqlfluff dbt_project.yml

.PHONY: help setup run test test-cluster bi test-bi lint lint-sql docs docs-site pictures dictionary wheel lock samples clean

help:
	@echo "make run      载入样例、构建、发布并回答三个问题 / load the samples, build, publish, answer three questions"
	@echo "make test     全部检查与测试 / all checks and tests"
	@echo "make test-cluster  Spark 与 Ray 的测试 / tests of Spark and Ray"
	@echo "make bi       在本机启动 Superset 看板 / dashboards in Superset on this machine"
	@echo "make test-bi  在 Chromium 中测试看板 / tests of the dashboards in Chromium"
	@echo "make lint     只做静态检查 / static checks only"
	@echo "make docs     在 target/ 写出 dbt 的文档页 / write dbt's documentation page into target/"
	@echo "make docs-site  在 target/docs 写出文档网站 / write the pages of docs/ as a site"
	@echo "make pictures 重新画 README 中的两张图 / draw both pictures of the README anew"
	@echo "make dictionary    重新生成数据字典 / write docs/data-dictionary.md anew"
	@echo "make wheel    在 dist/ 写出可安装的包 / write what can be installed into dist/"
	@echo "make lock     重新锁定依赖 / lock the dependencies anew"
	@echo "make samples  重新生成样例 / write the samples anew"
	@echo "make clean    删除生成的文件，保留 home / remove what was generated, home excepted"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11+ is needed / 需要 Python 3.11 或更高版本" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(READY)
	@$(BIN)/gongkai run $(SAMPLES) --home home
	@echo
	@$(BIN)/gongkai ask $(QUESTIONS) --home home

test: lint
	$(BIN)/pytest -q --numprocesses auto --dist loadfile

# Spark and Ray in an environment of their own; Spark needs Java 17 or later.
CLUSTER := .venv-cluster
test-cluster: $(CLUSTER)/.ready
	$(CLUSTER)/bin/pytest -q tests/cluster

$(CLUSTER)/.ready: requirements-cluster.lock pyproject.toml
	$(PYTHON) -m venv $(CLUSTER)
	$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Dashboards in Superset over the mart of `make run`, in an environment of their own; HOME_BI=… is another home.
BI := .venv-bi
HOME_BI ?= home
bi: $(READY)
	@$(BIN)/gongkai bi --home $(HOME_BI) --environment $(BI)

$(BI)/.ready: requirements-bi.lock $(READY)
	@$(BIN)/gongkai bi --install --environment $(BI)
	@touch $@

test-bi: $(READY) $(BI)/.ready
	$(BIN)/pytest -q tests/bi

lint: $(READY) $(SQL_LINTED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pip check --quiet

lint-sql: $(SQL_LINTED)

$(SQL_LINTED): $(READY) $(SQL_FILES)
	@mkdir -p $(@D)
	GONGKAI_BUILD_FILE=$(LINT_BUILD_FILE) $(BIN)/sqlfluff lint --processes 0 $(SQL)
	@touch $@

# dbt reads columns and row counts from a build, so `make run` comes first.
docs: $(READY)
	@test -f home/build/warehouse.duckdb || { echo "run \`make run\` first / 请先 make run" >&2; exit 2; }
	$(BIN)/dbt docs generate --static

# Not --quiet: what is not said is not counted, and nothing would be strict.
docs-site: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo target/docs/index.html

# The cell that the README shows, as `trace` draws it.
TRACED := 0fa7007218716a24:t2:r5:c4
pictures: $(READY) $(BI)/.ready
	$(BIN)/gongkai run $(SAMPLES) --home target/pictures
	$(BIN)/gongkai trace $(TRACED) --home target/pictures --output docs/pictures/traced-cell.png
	$(BIN)/python -m tests.bi.picture docs/pictures/dashboard.png

# Its examples need a row of every table, so some documents join the samples; one of them is read in part (3).
dictionary: $(READY)
	@rm -rf target/dictionary
	@$(BIN)/gongkai run $(SAMPLES) tests/fixtures/dictionary --home target/dictionary || test $$? -eq 3
	$(BIN)/python -m gongkai.dictionary target/dictionary/published/mart.duckdb docs/data-dictionary.md
# What is installed without a checkout (docs/install.md), and the versions that the tests ran with: the pins of the lock
# without the hashes, which pip would ask of the wheel too, and without the extras, which no constraint may have.
wheel: $(READY)
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	sed -n 's/^\([a-z0-9.-]*\)\(\[[a-z0-9,]*\]\)\{0,1\}==\([^\\]*[^ \\]\) *\\*$$/\1==\3/p' requirements.lock > dist/constraints.txt

PINNED := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade --quiet
COMPILE := $(PINNED) pyproject.toml --extra dev

# what a cluster needs besides is large, and most never use it: a lock of its own with the same versions
lock: $(READY)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra spark --extra ray --constraint requirements.lock --output-file requirements-cluster.lock
	$(PINNED) --group bi --output-file requirements-bi.lock

samples: $(READY)
	$(BIN)/python -m samples.make_samples

clean:
	rm -rf .venv .venv-cluster .venv-bi target logs build dist dbt_packages *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .user.yml
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
