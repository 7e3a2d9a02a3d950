"""A small mart that is made by hand: one bureau with two units, two districts of one name, three years."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home

_TABLES = """
create table version as select '0.9' as project_version, 'f00' as fingerprint,
    '2026-01-02T03:04:05+00:00' as built_at, 'v1.2.0' as storage_version, 3 as document_count;
create table dim_jurisdiction as select * from (values
    ('310000', '上海市', 'province', null), ('310107', '普陀区', 'county', null),
    ('330000', '浙江省', 'province', null), ('330900', '舟山市', 'prefecture', null),
    ('330903', '普陀区', 'county', null), ('330902', '定海区', 'county', null),
    ('511900', '巴中市', 'prefecture', null), ('511902', '巴州区', 'county', null),
    ('530927', '沧源佤族自治县', 'county', '沧源县'), ('unmapped', '未对应', null, null)
) as told (jurisdiction_code, jurisdiction_name, level, short_name);
create table dim_budget_unit as select * from (values
    ('bureau', '701', '巴中市人社局', '701', '巴中市人社局', '511900', 'department'),
    ('office', '701001', '局机关', '701', '巴中市人社局', '511900', 'unit'),
    ('agency', '701002', '社保中心', '701', '巴中市人社局', '511900', 'unit'),
    ('welfare', null, '普陀区福利院（本级）', null, '普陀区福利院（本级）', '310107', 'unit'),
    ('school', '701', '巴州区第一小学', '701', '巴州区教育局', '511902', 'unit'),
    ('none', null, '未印', null, '未印', null, null)
) as told (budget_unit_key, unit_code, unit_name, department_code, department_name, jurisdiction_code,
    unit_role);
create table dim_document as select * from (values
    ('d1', 'bureau', '巴中市人社局', null, 2023, '511900', 'bureau.pdf'),
    ('d2', 'welfare', '普陀区福利院（本级）', null, 2024, '310107', '=福利院.xlsx'),
    ('d3', 'school', '巴州区第一小学', '701', 2024, '511902', 'school.pdf')
) as told (document_key, budget_unit_key, unit_name, unit_code, fiscal_year, jurisdiction_code, file_name);
create table rpt_budget_lines as select * from (values
    ('l1', 'd1', 'office', '巴中市局机关', null, 2023, '511900', 'c1', 100.10::decimal(18, 2)),
    ('l2', 'd1', 'agency', '社保中心', '701002', 2023, '511900', 'c2', 20.02::decimal(18, 2)),
    ('l3', 'd1', 'agency', '社保中心', '701002', 2022, '511900', 'c3', 9.00::decimal(18, 2)),
    ('l4', 'd2', 'welfare', '福利院', null, 2024, '310107', 'c4', 12345678901234.56::decimal(18, 2)),
    ('l5', 'd3', 'school', '一小', '701', 2024, '511902', 'c5', 5.05::decimal(18, 2))
) as told (budget_line_key, document_key, budget_unit_key, unit_name, unit_code, fiscal_year,
    jurisdiction_code, cell_id, amount_cny);
create table rpt_performance_indicators as select * from (values
    ('i1', 'd1', 'office', '局机关', '701001', 2023),
    ('i2', 'd1', 'none', null, null, 2023),
    ('i3', 'd2', 'none', null, null, 2024)
) as told (performance_indicator_key, document_key, budget_unit_key, unit_name, unit_code, fiscal_year);
create table bridge_reconciliation_cell as select * from (values
    ('k1', 'c1', 'd1'), ('k1', 'c2', 'd1'), ('k2', 'c3', 'd1'), ('k3', 'c4', 'd2')
) as told (reconciliation_key, cell_id, document_key);
create table qc_finding as select * from (values
    ('f1', 'd1', 2023), ('f2', 'd2', 2024), ('f3', 'd3', 2024)
) as told (finding_key, document_key, fiscal_year);
create table qc_coverage as select document_key, 0.5::decimal(9, 4) as share_reconciled from dim_document;
create table qc_unmapped_code as select 'd1' as document_key, '杂项' as wording, 2 as document_count;
create table dim_function as select '2080101' as function_code, '行政运行' as function_name;
comment on table rpt_budget_lines is '同一阶段的行可以相加。Rows of one stage add up. 所印金额。Printed.';
comment on column rpt_budget_lines.amount_cny is '金额（元，照印）。Amount in yuan.';
comment on column rpt_budget_lines.unit_name is '单位名称，照印。三公 too. 另见。See others.';
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has nothing but a published mart. Not to be changed."""
    home = Home(tmp_path_factory.mktemp("exported") / "made")
    home.mart_file.parent.mkdir(parents=True)
    with duckdb.connect(str(home.mart_file)) as mart:
        mart.execute(_TABLES)
    return home


@pytest.fixture
def changed(made: Home, tmp_path: Path) -> Home:
    """A copy that a test may change."""
    shutil.copytree(made.root, tmp_path / "changed")
    return Home(tmp_path / "changed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands are run."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place
