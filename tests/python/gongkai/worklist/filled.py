"""Small seeds, a mart that holds a worklist, and files as a reviewer fills them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import duckdb

from gongkai.running.home import Home
from gongkai.worklist.codes import ALIAS_COLUMNS
from gongkai.worklist.sheet import COLUMNS

Run = Callable[..., tuple[int, str, str]]
SEEDS = {
    "code_function": (
        "function_code,function_name,parent_code,level,valid_from_year,valid_to_year,fund_type,source_ref\n"
        "205,教育支出,,class,2018,,general_public_budget,list\n"
        "2050101,行政运行,20501,item,2018,,general_public_budget,list\n"
        "2080101,行政运行,20801,item,2018,,general_public_budget,list\n"
        "20703,体育,207,section,2018,2019,general_public_budget,list\n"
        "20703,体育事务,207,section,2020,,general_public_budget,list\n"
        "2011504,旧事务,20115,item,2018,2018,general_public_budget,list\n"
        "2011505,断续事务,20115,item,2018,2019,general_public_budget,list\n"
        "2011505,断续事务,20115,item,2022,,general_public_budget,list\n"
    ),
    "code_economic": (
        "scheme,economic_code,economic_name,parent_code,level,valid_from_year,valid_to_year\n"
        "department,30201,办公费,302,item,2018,\n"
        "government,50201,办公经费,502,item,2018,\n"
    ),
    "code_revenue": (
        "revenue_code,revenue_name,parent_code,level,valid_from_year,valid_to_year,fund_type,source_ref\n"
        "10304,行政事业性收费收入,103,section,2018,,general_public_budget,list\n"
    ),
    "code_funding_source": (
        "funding_source_code,funding_source_name_zh,funding_source_name_en,parent_code,is_fiscal\n"
        "fiscal,财政拨款,Fiscal appropriation,total,true\n"
    ),
    "code_measurement_unit": (
        "unit_printed,quantity_kind,base_unit,factor\n人次,occurrences,人次,1\n万元,money,元,10000\n"
    ),
    "map_code_alias": (
        "code_kind,printed_code,wording,publisher,target_code,valid_from_year,valid_to_year,source_ref\n"
        "function,20599,教育费支出,,205,2018,2020,reviewed\n"
        "funding_source,,财政补贴,,fiscal,,2020,reviewed\n"
    ),
}
FIRST = "function,2080199,人社行政运行,,2080101,2023,,reviewed"
HEADER = ",".join(ALIAS_COLUMNS)


def made_project(folder: Path) -> Path:
    (folder / "seeds").mkdir(parents=True)
    for name, content in SEEDS.items():
        (folder / "seeds" / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def seed_of(project: Path) -> Path:
    return project / "seeds" / "map_code_alias.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def added_to(project: Path) -> list[str]:
    text = seed_of(project).read_text(encoding="utf-8")
    assert text.startswith(SEEDS["map_code_alias"])
    return text.removeprefix(SEEDS["map_code_alias"]).splitlines()


UNMAPPED_TYPES = {
    "seed_name": "varchar",
    **dict.fromkeys(COLUMNS, "varchar"),
    "valid_from_year": "integer",
    "valid_to_year": "integer",
    "rows_affected": "bigint",
    "document_count": "bigint",
    "amount_cny": "decimal(18,2)",
    **{f"suggestion_{n}_similarity": "decimal(5,4)" for n in (1, 2, 3)},
}


def published(home: Home, rows: Iterable[dict[str, object]]) -> Home:
    """A home whose mart holds these rows of qc_unmapped_code and nothing else."""
    home.mart_file.parent.mkdir(parents=True)
    connection = duckdb.connect(str(home.mart_file))
    types = ", ".join(f"{name} {data_type}" for name, data_type in UNMAPPED_TYPES.items())
    connection.execute(f"create table qc_unmapped_code ({types})")
    for number, row in enumerate(rows):
        values = {"seed_name": "map_code_alias", "unmapped_code_key": f"{number:032d}", **row}
        places = ", ".join("?" for _ in UNMAPPED_TYPES)
        connection.execute(
            f"insert into qc_unmapped_code values ({places})", [values.get(name) for name in UNMAPPED_TYPES]
        )
    connection.close()
    return home


def unmapped(**values: object) -> dict[str, object]:
    return {
        "code_kind": "function",
        "printed_code": "2080199",
        "wording": "人社行政运行",
        "valid_from_year": 2023,
        "reason": "code_unknown",
        "rows_affected": 2,
        "amount_cny": Decimal("100.50"),
        "suggestion_1_code": "2080101",
        "suggestion_1_name": "行政运行",
        "suggestion_1_similarity": Decimal("0.8"),
        "suggestion_1_why": "name",
        **values,
    }
