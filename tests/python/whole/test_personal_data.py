"""No contact name and no telephone number of a real document is in anything that is published.

Who they are is read here from `raw` by the labels of forms alone, not by the patterns that mask them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home
from tests.python.whole.published import FORMS, strings

_PERSON = "联系人|经办人|填报人|填表人|制表人|复核人|审核人|责任人|承办人|负责人"
_PHONE = "电话|手机|联系方式|传真"
_LABEL = re.compile(rf"(?:项目)?(?:实施单位及)?(?:{_PERSON})(?:姓名)?[:：]?")
_BEHIND_LABEL = re.compile(rf"(?:{_PERSON})[:： ]+([一-鿿] ?[一-鿿]{{1,2}})(?=[\s,，;；。、]|$|联系)")
_NAMED = re.compile(r"(?:.*(?:局|中心|院|科|室|支队|所))?([一-鿿]{2,3})")
_NO_NAME = re.compile(f"局|中心|院|科|室|人社|{_PHONE}|{_PERSON}")
_NUMBER = re.compile(r"(?<!\d)(?:(?:0\d{2,3}-?)?\d{7,8}|1[3-9]\d{9})(?!\d)")
_NUMBER_BEHIND_LABEL = re.compile(rf"(?:{_PHONE})[^\d]{{0,6}}({_NUMBER.pattern})")


def persons(rows: Iterable[list[str]], lines: Iterable[str]) -> set[str]:
    """Names and numbers behind their labels: in the cell to the right, or in running text."""
    found: set[str] = set()
    for row in rows:
        cells = [cell for cell in row if cell]
        for label, cell in pairwise(cells):
            if _LABEL.fullmatch(label.replace(" ", "")):
                found |= {named[1] for word in cell.split() if (named := _NAMED.fullmatch(word))}
            if re.search(_PHONE, label) and len(label) < 12:
                found |= set(_NUMBER.findall(cell))
    for line in lines:
        found |= set(_BEHIND_LABEL.findall(line)) | set(_NUMBER_BEHIND_LABEL.findall(line))
    return {text for text in found if not _NO_NAME.search(text)}


def told(searched: Iterable[str], texts: Iterable[str]) -> list[str]:
    """What stands in one of the texts; digits beside it would make another number of it."""
    pattern = re.compile("|".join(rf"(?<!\d){re.escape(text)}(?!\d)" for text in sorted(searched)))
    return sorted({found for text in texts for found in pattern.findall(text)})


@pytest.fixture(scope="module")
def printed(real: Home) -> set[str]:
    """Names and numbers of persons that the real documents print."""
    with duckdb.connect(str(real.build_file), read_only=True) as build:
        rows = [cells for (cells,) in build.execute("select cells from raw.rows").fetchall()]
        lines = [line for (line,) in build.execute("select line_text from raw.lines").fetchall()]
    return persons(rows, lines)


def test_the_documents_name_persons_and_numbers(printed: set[str]) -> None:
    numbers = {text for text in printed if text[-1].isdigit()}
    assert len(numbers) >= 10
    assert len(printed - numbers) >= 20


@pytest.mark.parametrize("form", FORMS)
def test_nothing_published_tells_of_them(form: str, real: Home, printed: set[str], tmp_path: Path) -> None:
    FORMS[form](real, tmp_path)
    texts = list(strings(tmp_path))
    assert len(texts) >= 1
    assert any("青川县" in text or "可以相加" in text for text in texts), "nothing was read"
    assert told(printed, texts) == []


def test_they_are_found_by_their_labels() -> None:
    rows = [
        ["联系人", "", "赵瑜", "联系电话", "87260743"],
        ["实施单位 及 责任人", "示例局王波 档案科 何秋莉"],
        ["负责人", "联系电话", "项目总额:", "95520"],
    ]
    lines = ["经办人:王小明;电话:0839-5220000", "金额 87260744"]
    assert persons(rows, lines) == {"赵瑜", "87260743", "王波", "何秋莉", "王小明", "0839-5220000"}


@pytest.mark.parametrize(
    ("leak", "place"),
    [
        ("update dim_project set goal_text = '请与赵瑜联系'", "a row"),
        ("update qc_reconciliation set cell_ids = ['x', '赵瑜']", "a list"),
        ("comment on column dim_stage.code is '赵瑜'", "a description"),
    ],
)
@pytest.mark.parametrize("form", ["mart", "parquet"])
def test_whoever_leaks_into_a_form_is_seen(
    form: str, leak: str, place: str, copied: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute(leak)
    folder = tmp_path_factory.mktemp("leak")
    FORMS[form](copied, folder)
    assert told({"赵瑜", "87260743"}, strings(folder)) == ["赵瑜"], place


def test_a_number_within_a_number_is_another() -> None:
    def texts() -> Iterator[str]:
        yield from ("187260743", "872607430", "x87260743x")

    assert told({"87260743"}, texts()) == ["87260743"]
    assert told({"87260743"}, ["187260743"]) == []
