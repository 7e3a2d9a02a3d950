"""What is masked as personal data, and what must never be: amounts, codes and numbers of documents.

Before, a name and a phone number in a goal or a finding's evidence went to the mart as printed. The models
run on an engine of their own with the project's seed, so that a pattern added to it is tried on all of these.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from ingest import raw

MARK = "×××"
# Text as the readers leave it (half width) → what is left of it.
TEXTS = {
    "联系人:赵瑜": "联系人:×××",
    "项目类型 专项 联系人 危叶 联系电话 87260743": "项目类型 专项 联系人 ××× 联系电话 ×××",
    "联系人 王 强 联系电话 028-86712345": "联系人 ××× 联系电话 ×××",
    "制表人:张三 4662108 复核人:李四 20240115": "制表人:××× 4662108 复核人:××× 20240115",
    "项目经办人:王小明;电话:0839-5220000": "项目经办人:×××;电话:×××",
    "单位负责人(签章): 欧阳修文": "单位负责人(签章): ×××",
    "联系人:王五、赵六": "联系人:×××",
    "请联系张三13800138000,或李四13900139000。": "请联系张三×××,或李四×××。",
    "张三(13800138000)报名": "张三(×××)报名",
    "张三 13800138000、李四 13900139000": "张三 ×××、李四 ×××",
    "手机:138 0013 8000": "手机:×××",
    "Tel: 13800138000": "Tel: ×××",
    "办公地点0839-5220000转8": "办公地点×××",
    "邮箱abc.d@163.com。": "邮箱×××。",
    "身份证号:110101199003070038": "身份证号:×××",
    "学员110101199003070038、110101199003070039": "学员×××、110101199003070039",
}
KEPT = (
    "13800138000",
    "13800138000.00",
    "合计 13800138000 13900139000",
    "办公费 13800138000",
    "资金13800138000元",
    "下达 13800138000 元",
    "支出13800138000。",
    "金额:13800138000",
    "项目编号13800138000",
    "项目编码:510723202310120001",
    "项目编码 51072321T000000012345",
    "110101202303070038",
    "统一社会信用代码 11510723MB1234567X",
    "统一社会信用代码:110101199003070038",
    "账号:110101199003070038",
    "川财预〔2023〕123号",
    "2023-0123-4567890",
    "0301 5220000",
    "电话 5220000",
    "电话费 5220000",
    "联系电话",
    "联系人 联系电话",
    "经办人: 项目总额:",
    "负责人:金额",
    "项目经办人电话: 其中: 财政资金: 95520",
    "预算执行率权重(%):10 项目经办人电话: 其中: 财政资金: 1000000",
    "12345热线办结率≥98%",
    "服务热线:0839-1234567",
    "指导监督国有企业负责人 工资收入分配",
    "建立联系人制度",
    "培训1500人",
    "3,800,138,000.00",
    "×××同志",
)
# A label, the cell to its right → what is left of the cell.
BESIDE = {
    ("联系人", "赵瑜"): MARK,
    ("联系人:", "危叶"): MARK,
    ("实施单位及责任人", "李 四"): MARK,
    ("单位负责人", "张三(局长)"): "×××(局长)",
    ("联系电话", "87260743"): MARK,
    ("项目经办人电话:", "13800138000"): MARK,
    ("联系方式", "0839-5220000"): MARK,
    ("联系人", "联系电话"): "联系电话",
    ("负责人", "联系人"): "联系人",
    ("负责人", "金额"): "金额",
    ("电话", "5220000"): "5220000",
    ("联系电话", "5220000.00"): "5220000.00",
    ("联系电话", "1,000,000"): "1,000,000",
    ("联系电话", "100000000"): "100000000",
    ("项目", "13800138000"): "13800138000",
}


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All texts as lines of one document, and again as cells of a table."""
    home = Home(tmp_path_factory.mktemp("personal") / "home")
    home.build_file.parent.mkdir(parents=True)
    with duckdb.connect(str(home.build_file)) as connection:
        connection.execute(raw.SCHEMA)
        for number, text in enumerate((*TEXTS, *KEPT), start=1):
            values = [number, text]
            connection.execute("insert into raw.lines values ('d', ?, 1, null, ?, null, false)", values)
            _row(connection, 1, number, [text])
        for number, (label, cell) in enumerate(BESIDE, start=1):
            _row(connection, 2, number, [label, "", cell])
    models = ["stg_map__personal_patterns", "stg_raw__texts_masked", "stg_raw__rows", "stg_raw__lines"]
    steps = (["seed", "--select", "map_personal_pattern"], ["run", "--select", *models])
    assert run_dbt(home, *steps).failures == ()
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        yield connection


def _row(connection: duckdb.DuckDBPyConnection, table: int, row: int, cells: list[str]) -> None:
    placed = ["explicit"] * len(cells)
    connection.execute(
        "insert into raw.rows values ('d', ?, ?, null, 1, ?, ?, null, null, null)",
        [table, row, cells, placed],
    )


def test_names_and_numbers_are_masked_in_text(staged: duckdb.DuckDBPyConnection) -> None:
    found = staged.execute("select line_text from staging.stg_raw__lines order by line_no").fetchall()
    assert dict(zip((*TEXTS, *KEPT), [text for (text,) in found], strict=True)) == TEXTS | {
        text: text for text in KEPT
    }


def test_and_in_cells(staged: duckdb.DuckDBPyConnection) -> None:
    found = staged.execute(
        "select cells from staging.stg_raw__rows where table_no = 1 order by row_no"
    ).fetchall()
    assert dict(zip((*TEXTS, *KEPT), [cells[0] for (cells,) in found], strict=True)) == TEXTS | {
        text: text for text in KEPT
    }


def test_in_the_cell_beside_a_label(staged: duckdb.DuckDBPyConnection) -> None:
    found = staged.execute(
        "select cells from staging.stg_raw__rows where table_no = 2 order by row_no"
    ).fetchall()
    assert dict(zip(BESIDE, [cells[2] for (cells,) in found], strict=True)) == BESIDE
    assert [tuple(cells[:2]) for (cells,) in found] == [(label, "") for label, _ in BESIDE]


def test_raw_keeps_what_was_printed(staged: duckdb.DuckDBPyConnection) -> None:
    found = staged.execute("select line_text from raw.lines order by line_no").fetchall()
    assert [text for (text,) in found] == [*TEXTS, *KEPT]
