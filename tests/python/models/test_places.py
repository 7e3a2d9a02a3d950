"""Publishers are placed by the real list of divisions: from a text file to the division of its publisher."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from ingest import load


class Case(NamedTuple):
    """The lines of a document, and the division and doubt expected of it."""

    lines: tuple[str, ...]
    division: str | None
    doubt: str | None = None


def _titled(unit: str, year: int = 2023, *lines: str) -> tuple[str, ...]:
    return (f"{unit}{year}年部门预算", *lines)


CASES = {
    "county": Case(_titled("大竹县人力资源和社会保障局"), "511724"),
    "district of a municipality": Case(_titled("上海市普陀区财政局"), "310107"),
    "another municipality": Case(_titled("重庆市綦江区财政局"), "500110"),
    "short name": Case(_titled("门源县人社局"), "632221"),
    "prefecture": Case(_titled("巴中市教育局"), "511900"),
    "province": Case(_titled("江苏省财政厅"), "320000"),
    "no division": Case(_titled("某某总局机关"), None),
    "abolished, in its years": Case(_titled("南昌市湾里区教育局", 2018), "360105"),
    "abolished before": Case(_titled("南昌市湾里区教育局"), "360105", "jurisdiction_not_in_force"),
    "of a year before 2014": Case(_titled("宣武区财政局", 2009), "110104"),
    "one name, two divisions": Case(_titled("朝阳区教育局"), None, "ambiguous_jurisdiction"),
    "told by the text": Case(_titled("朝阳区教育局", 2023, "按照吉林省的要求编制。"), "220104"),
    "the text names both": Case(
        _titled("朝阳区民政局", 2023, "北京市、吉林省等地。"), None, "ambiguous_jurisdiction"
    ),
    "the province is not enough": Case(_titled("江苏省鼓楼区民政局"), None, "ambiguous_jurisdiction"),
    "the city is": Case(_titled("徐州市鼓楼区民政局"), "320302"),
    "the province is enough": Case(_titled("广东省南山区教育局"), "440305"),
    "city of the province's name": Case(_titled("吉林市财政局"), "220200"),
    "prefecture of a province's name": Case(_titled("海南州财政局"), "632500"),
    "county of a province's name": Case(_titled("河南县财政局"), "632324"),
    "district of a province's name": Case(_titled("河北区财政局"), "120105"),
    "names that overlap": Case(_titled("乐山市中区财政局"), "511102"),
    "two characters behind the parent": Case(_titled("晋城市城区教育局"), "140502"),
    "zone of a city": Case(_titled("达州高新技术产业开发区管委会"), "511700"),
    "zone of nowhere": Case(_titled("高新区财政局"), None, "jurisdiction_without_code"),
    "zone of a province": Case(_titled("四川天府新区管委会"), None, "jurisdiction_without_code"),
    "district called a zone": Case(_titled("浦东新区财政局"), "310115"),
    "corps": Case(_titled("新疆生产建设兵团第一师财政局"), None, "jurisdiction_without_code"),
    "corps in a city": Case(_titled("新疆生产建设兵团第八师石河子市财政局"), "659001"),
    "name that two levels carried": Case(_titled("巢湖市财政局"), "340181"),
    "name of the higher level": Case(_titled("巢湖市财政局", 2009), "341400"),
}


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | None, str | None]]:
    """Name of a case -> the division taken and the doubt raised."""
    folder = tmp_path_factory.mktemp("places")
    home = Home(folder / "home")
    paths: dict[str, Path] = {}
    for number, (name, case) in enumerate(CASES.items()):
        paths[name] = folder / f"{number}.txt"
        lines = [*case.lines, f"虚构文件第{number}号"]
        paths[name].write_text("\n".join(lines), encoding="utf-8")
    load.load(list(paths.values()), home.build_file, lambda *_: None)
    assert run_dbt(home, ["seed"]).failures == ()
    models = ["+int_document_jurisdictions", "+int_jurisdiction_doubts"]
    assert run_dbt(home, ["run", "--select", *models]).failures == ()
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        found = connection.execute(
            "select d.source_uri, j.jurisdiction_code, f.finding_code from raw.documents as d "
            "left join intermediate.int_document_jurisdictions as j on d.document_id = j.document_id "
            "left join intermediate.int_jurisdiction_doubts as f on d.document_id = f.document_id"
        ).fetchall()
    finally:
        connection.close()
    assert len(found) == len(CASES)
    by_path = {path: (division, doubt) for path, division, doubt in found}
    return {name: by_path[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("name", CASES)
def test_publisher_is_placed_or_the_doubt_is_told(
    name: str, placed: dict[str, tuple[str | None, str | None]]
) -> None:
    assert placed[name] == (CASES[name].division, CASES[name].doubt)
