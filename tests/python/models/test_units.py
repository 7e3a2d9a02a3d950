"""Units of measure: the parser of the warehouse over many printed units, and no printed unit lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.batch.engine import copy_table, reference_of
from gongkai.cli import main
from gongkai.running.compiling import compiled
from gongkai.running.home import PROJECT, Home, reading_mart

DOCUMENTS = PROJECT.parent / "shared" / "documents"
GUIDE = PROJECT / "docs" / "units-of-measure.md"

# What is printed, and the kind, base unit, factor and way of parsing that a person would give it.
UNITS = [
    ("人", "people", "人", "1", "listed"),
    ("名", "people", "人", "1", "listed"),
    ("百人", "people", "人", "100", "prefixed"),
    ("十万人", "people", "人", "100000", "prefixed"),
    ("亿人", "people", "人", "100000000", "prefixed"),
    ("人次", "occurrences", "人次", "1", "listed"),
    ("人·次", "occurrences", "人次", "1", "listed"),
    ("人(次)", "occurrences", "人次", "1", "listed"),
    ("万人次", "occurrences", "人次", "10000", "prefixed"),
    ("万 人次", "occurrences", "人次", "10000", "prefixed"),
    ("人/次", "people_rate", "人/次", "1", "compound"),
    ("场次", "occurrences", "场", "1", "listed"),
    ("批次", "occurrences", "批", "1", "listed"),
    ("元", "money", "元", "1", "listed"),
    ("千元", "money", "元", "1000", "prefixed"),
    ("万元", "money", "元", "10000", "prefixed"),
    ("百万元", "money", "元", "1000000", "prefixed"),
    ("千万元", "money", "元", "10000000", "prefixed"),
    ("亿元", "money", "元", "100000000", "prefixed"),
    ("万元人民币", "money", "元", "10000", "prefixed"),
    ("万美元", "money", "美元", "10000", "prefixed"),
    ("元/人", "money_rate", "元/人", "1", "compound"),
    ("元／人", "money_rate", "元/人", "1", "compound"),
    ("元每人", "money_rate", "元/人", "1", "compound"),
    ("元/每人", "money_rate", "元/人", "1", "compound"),
    ("每人元", "money_rate", "元/人", "1", "compound"),
    ("元/人·次", "money_rate", "元/人次", "1", "compound"),
    ("元/人・次", "money_rate", "元/人次", "1", "compound"),
    ("元/人/次", "money_rate", "元/人次", "1", "compound"),
    ("元/人、次", "money_rate", "元/人次", "1", "compound"),
    ("元/人次", "money_rate", "元/人次", "1", "compound"),
    ("元/(人·年)", "money_rate", "元/人/年", "1", "compound"),
    ("元/(人、年)", "money_rate", "元/人/年", "1", "compound"),
    ("元/人年", "money_rate", "元/人/年", "1", "compound"),
    ("万元/年/人", "money_rate", "元/人/年", "10000", "compound"),
    ("元/人·月", "money_rate", "元/人/月", "1", "compound"),
    ("元/人/日", "money_rate", "元/人/天", "1", "compound"),
    ("元/人次/天", "money_rate", "元/人次/天", "1", "compound"),
    ("元/件/人", "money_rate", "元/件/人", "1", "compound"),
    ("万/个", "money_rate", "元/个", "10000", "listed"),
    ("万元/亩", "money_rate", "元/亩", "10000", "compound"),
    ("元/平米", "money_rate", "元/平方米", "1", "compound"),
    ("元/公里", "money_rate", "元/公里", "1", "compound"),
    ("元/km", "money_rate", "元/公里", "1", "compound"),
    ("元/万人", "money_rate", "元/万人", "1", "compound"),
    ("%", "ratio", "%", "1", "listed"),
    ("％", "ratio", "%", "1", "listed"),
    ("‰", "ratio", "%", "0.1", "listed"),
    ("百分点", "ratio", "百分点", "1", "listed"),
    ("个百分点", "ratio", "百分点", "1", "listed"),
    ("人/万人", "ratio", "人/万人", "1", "listed"),
    ("件/年", "count_rate", "件/年", "1", "compound"),
    ("万件/年", "count_rate", "件/年", "10000", "compound"),
    ("次/年/人", "occurrences_rate", "次/人/年", "1", "compound"),
    ("次/月", "occurrences_rate", "次/月", "1", "compound"),
    ("小时/天", "duration_rate", "小时/天", "1", "compound"),
    ("年", "duration", "年", "1", "listed"),
    ("个月", "duration", "月", "1", "listed"),
    ("季度", "duration", "月", "3", "listed"),
    ("天", "duration", "天", "1", "listed"),
    ("日历天", "duration", "天", "1", "listed"),
    ("工作日", "duration", "工作日", "1", "listed"),
    ("个工作日", "duration", "工作日", "1", "listed"),
    ("人天", "person_time", "人·天", "1", "listed"),
    ("人·日", "person_time", "人·天", "1", "listed"),
    ("平方米", "area", "平方米", "1", "listed"),
    ("㎡", "area", "平方米", "1", "listed"),
    ("m2", "area", "平方米", "1", "listed"),
    ("万平方米", "area", "平方米", "10000", "prefixed"),
    ("亩", "area", "亩", "1", "listed"),
    ("万亩", "area", "亩", "10000", "prefixed"),
    ("公顷", "area", "平方米", "10000", "listed"),
    ("km", "length", "米", "1000", "listed"),
    ("公里", "length", "米", "1000", "listed"),
    ("万公里", "length", "米", "10000000", "prefixed"),
    ("m³", "volume", "立方米", "1", "listed"),
    ("万立方米", "volume", "立方米", "10000", "prefixed"),
    ("吨", "mass", "千克", "1000", "listed"),
    ("千克", "mass", "千克", "1", "listed"),
    ("万吨/年", "mass_rate", "千克/年", "10000000", "compound"),
    ("吨标准煤", "energy", "吨标准煤", "1", "listed"),
    ("万吨标准煤", "energy", "吨标准煤", "10000", "prefixed"),
    ("吨标准煤/万元", "energy_rate", "吨标准煤/万元", "1", "compound"),
    ("万千瓦时", "energy", "千瓦时", "10000", "prefixed"),
    ("℃", "temperature", "°C", "1", "listed"),
    ("微克/立方米", "mass_rate", "微克/立方米", "1", "compound"),
    ("mg/L", "mass_rate", "毫克/升", "1", "compound"),
    ("台(套)", "count", "台套", "1", "listed"),
    ("台、辆", "count", "台、辆", "1", "compound"),
    ("个(处)", "count", "个、处", "1", "compound"),
    ("册/人", "count_rate", "册/人", "1", "compound"),
    ("千册", "count", "册", "1000", "prefixed"),
]

# No unit, or none that can be told: these must come out as unknown, never as something near.
NO_UNITS = [
    "十分", "百分", "个人", "月底", "元/", "/元", "/", "·", "每人次", "元/座谈会", "座谈会/年", "件、元",
    "万", "人人", "元·人", "元/件/期/场/批", "元/人/年/期/场/次", "台电脑", "平方米(", "人/4次", "每",
    "千亿吨",
]  # fmt: skip

# What is printed as a value: relation, number and unit that a person would read in it.
VALUES = [
    ("≥90%", ">=", "90", "%"),
    ("90%以上", ">=", "90", "%"),
    ("90%及以上", ">=", "90", "%"),
    ("95%(含)以上", ">=", "95", "%"),
    ("不少于3次", ">=", "3", "次"),
    ("每年不得少于3次", ">=", "3", "次"),
    ("至少1场", ">=", "1", "场"),
    ("满意度不低于95%", ">=", "95", "%"),
    ("大于等于3次", ">=", "3", "次"),
    ("达到95%以上", ">=", "95", "%"),
    ("大于90%", ">", "90", "%"),
    ("超过20万元", ">", "20", "万元"),
    ("小于5%", "<", "5", "%"),
    ("低于5%", "<", "5", "%"),
    ("不得超过5%", "<=", "5", "%"),
    ("不高于5%", "<=", "5", "%"),
    ("不超过20万元", "<=", "20", "万元"),
    ("最多3次", "<=", "3", "次"),
    ("5人以下", "<=", "5", "人"),
    ("30日以内", "<=", "30", "日"),
    ("30日之内", "<=", "30", "日"),
    ("7个工作日内", "<=", "7", "个工作日"),
    ("2小时内", "<=", "2", "小时"),
    ("5%内", "<=", "5", "%"),
    ("约50人", "none", "50", "人"),
    ("50人左右", "none", "50", "人"),
    ("100余人", "none", "100", "人"),
    ("30多场次", "none", "30", "场次"),
    ("2.5万余人次", "none", "2.5", "万人次"),
    ("达到95%", "none", "95", "%"),
    ("95%", "none", "95", "%"),
    ("并未低于5%", "none", "5", "%"),
    ("200元/人·天", "none", "200", "元/人·天"),
    ("3千克标准煤/平方公里", "none", "3", "千克标准煤/平方公里"),
    ("6月底前", "none", None, None),
    ("6月底前完成", "none", None, None),
    ("2023年12月31日前", "none", None, None),
    ("3台;5台", "none", None, None),
    ("较高以上", "qualitative", None, None),
    ("以上所列", "qualitative", None, None),
    ("显著提升", "qualitative", None, None),
]


PARSERS_OF_UNITS = ("int_unit_wordings", "int_unit_rates", "int_unit_wordings_parsed")


class Parser:
    """The models of the warehouse that parse values and units, run over texts of our own."""

    def __init__(self, home: Home, folder: Path) -> None:
        copy = folder / home.build_file.name
        shutil.copy(home.build_file, copy)
        program = compiled(home)
        self._sql = {model.name: model.select for model in program.models}
        self.warehouse = duckdb.connect(str(copy))
        with reference_of(self.warehouse, program):
            copy_table(self.warehouse, "intermediate", "int_table_amounts")

    def _run(self, *models: str) -> None:
        for model in models:
            self.warehouse.execute(f"create or replace table intermediate.{model} as {self._sql[model]}")

    def values(self, printed: list[str]) -> dict[str, tuple[str, Decimal | None, str | None]]:
        """Relation, number and unit of each text."""
        self.warehouse.execute(
            "create or replace table intermediate.int_indicators_levelled as"
            " select 'd' as document_id, 1 as table_no, 1 as part_no, value_printed,"
            " cast(row_number() over () as integer) as row_no, cast(null as varchar) as unit_printed,"
            " cast(null as varchar) as operator_printed"
            " from (select unnest(?) as value_printed)",
            [printed],
        )
        self._run("int_indicator_values_split", *PARSERS_OF_UNITS, "int_indicator_values_parsed")
        rows = self.warehouse.execute(
            "select levelled.value_printed, parsed.operator, parsed.value_number, parsed.unit_printed"
            " from intermediate.int_indicator_values_parsed as parsed"
            " inner join intermediate.int_indicators_levelled as levelled using (row_no)"
        ).fetchall()
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def units(self, printed: list[str]) -> dict[str, tuple[str | None, str | None, Decimal | None, str]]:
        """Kind, base unit, factor and way of parsing of each text."""
        self.warehouse.execute(
            "create or replace table intermediate.int_indicator_values_split as"
            " select 'd' as document_id, unnest(?) as unit_column,"
            " cast(null as varchar) as words_after, 1 as numbers",
            [printed],
        )
        self._run(*PARSERS_OF_UNITS)
        rows = self.warehouse.execute(
            "select unit_printed, quantity_kind, base_unit, factor, parse_method, is_known"
            " from intermediate.int_unit_wordings_parsed"
        ).fetchall()
        assert all((row[4] != "unknown") == row[5] == (row[3] is not None) for row in rows)
        return {row[0]: row[1:5] for row in rows}


@pytest.fixture(scope="module")
def parser(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parser]:
    made = Parser(home, tmp_path_factory.mktemp("units"))
    yield made
    made.warehouse.close()


@pytest.fixture(scope="module")
def units(parser: Parser) -> dict[str, tuple[str | None, str | None, Decimal | None, str]]:
    return parser.units([row[0] for row in UNITS] + NO_UNITS + [row[0] for row in told()])


@pytest.fixture(scope="module")
def values(parser: Parser) -> dict[str, tuple[str, Decimal | None, str | None]]:
    return parser.values([row[0] for row in VALUES])


def told() -> list[tuple[str, str, str, str, str]]:
    """The table of the guide: printed unit, kind, base unit, factor, way of parsing."""
    rows = re.findall(
        r"^\| `([^`]+)` \| (\w+) \| `([^`]+)` \| ([\d,.]+) \| (\w+) \|",
        GUIDE.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    return [(unit, kind, base, factor.replace(",", ""), way) for unit, kind, base, factor, way in rows]


@pytest.mark.parametrize(("printed", "kind", "base", "factor", "method"), UNITS)
def test_a_printed_unit_is_parsed(
    units: dict[str, tuple[str | None, str | None, Decimal | None, str]],
    printed: str, kind: str, base: str, factor: str, method: str,
) -> None:  # fmt: skip
    assert units[printed] == (kind, base, Decimal(factor), method)


@pytest.mark.parametrize("printed", NO_UNITS)
def test_what_is_no_unit_is_unknown(
    units: dict[str, tuple[str | None, str | None, Decimal | None, str]], printed: str
) -> None:
    assert units[printed] == (None, None, None, "unknown")


@pytest.mark.parametrize(("printed", "operator", "number", "unit"), VALUES)
def test_a_printed_value_is_parsed(
    values: dict[str, tuple[str, Decimal | None, str | None]],
    printed: str, operator: str, number: str | None, unit: str | None,
) -> None:  # fmt: skip
    assert values[printed] == (operator, Decimal(number) if number else None, unit)


def test_the_guide_tells_at_least_eighty_units_as_they_are_parsed(
    units: dict[str, tuple[str | None, str | None, Decimal | None, str]],
) -> None:
    rows = told()
    assert len({row[0] for row in rows}) >= 80
    wrong = [row for row in rows if units[row[0]] != (row[1], row[2], Decimal(row[3]), row[4])]
    assert not wrong


def test_a_magnitude_multiplies_and_changes_nothing_else(parser: Parser) -> None:
    """Every listed unit that takes one, behind every magnitude, unless that is a listed unit itself."""
    listed = parser.warehouse.execute(
        "select unit_printed, quantity_kind, base_unit, factor from staging.stg_code__measurement_units"
        " where takes_magnitude"
    ).fetchall()
    known = {
        row[0] for row in parser.warehouse.execute("select * from seed.code_measurement_unit").fetchall()
    }
    magnitudes = parser.warehouse.execute(
        "select magnitude, factor from staging.stg_code__magnitudes"
    ).fetchall()
    expected = {
        f"{magnitude}{unit}": (kind, base, factor * times, "prefixed")
        for unit, kind, base, factor in listed
        for magnitude, times in magnitudes
        if f"{magnitude}{unit}" not in known and factor * times < 10**12
    }
    parsed = parser.units(list(expected))
    assert len(expected) > 1000
    assert {unit: parsed[unit] for unit in expected} == expected


def missing(home: Home) -> list[tuple[str]]:
    """Printed units without a row in the dimension, or with one that says nothing of being unknown."""
    with reading_mart(home) as mart:
        return mart.execute(
            "with printed as ("
            " select unit_printed from mart.fct_performance_indicator"
            " union select quantity_unit from mart.fct_asset"
            " union select quantity_unit from mart.fct_procurement"
            ") select unit_printed from printed"
            " left join mart.dim_measurement_unit as units using (unit_printed)"
            " where unit_printed is not null"
            " and (units.measurement_unit_key is null"
            " or (units.factor is null) <> (units.parse_method = 'unknown'))"
        ).fetchall()


def test_no_unit_that_samples_print_is_missing(home: Home) -> None:
    assert missing(home) == []


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="no real documents beside the project")
def test_no_unit_that_real_documents_print_is_missing_or_unknown(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    real = Home(tmp_path_factory.mktemp("real") / "home")
    assert main(["run", *map(str, sorted(DOCUMENTS.glob("*.txt"))), "--home", str(real.root)]) == 0
    assert missing(real) == []
    with reading_mart(real) as mart:
        without_base = mart.execute(
            "select count(*) from mart.fct_performance_indicator"
            " where unit_printed is not null and value_number is not null and value_base is null"
        ).fetchone()
        distinct_units = mart.execute(
            "select count(distinct unit_printed) from mart.fct_performance_indicator"
        ).fetchone()
    assert without_base == (0,)
    assert distinct_units is not None and distinct_units[0] >= 40
