"""What a sender says of documents: checked whole, taken down once, and what is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.errors import Refused, Stopped
from gongkai.running.build import fingerprint
from gongkai.running.home import Home, reading_mart
from gongkai.running.manifest import read_manifest
from tests.python.gongkai.command import Command

HEADER = "file,source_url,published_on,publisher,jurisdiction_code,fiscal_year,kind"
TABLE = """\
部门支出总表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t30.00\t30.00\t
201\t一般公共服务支出\t30.00\t30.00\t
20126\t档案事务\t30.00\t30.00\t
2012604\t档案馆\t30.00\t30.00\t
"""


def _written(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    """A manifest beside the documents a.txt, b.txt and c.txt, which differ."""
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{name}\n{TABLE}", encoding="utf-8")
    path = folder / "documents.csv"
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


def _told(home: Home) -> list[tuple[object, ...]]:
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        return connection.execute(
            "select documents.file_name, manifest.* exclude (document_id) from raw.manifest as manifest"
            " inner join raw.documents as documents using (document_id) order by documents.file_name"
        ).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_column_is_read_whatever_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = _written(
        tmp_path,
        "a.txt,https://www.example.gov.cn/a.html,2023/2/9,泾县　示例档案馆（本级）,341823,2023年度,部门预算",
        "",
        "b.txt,,,,,,",
        encoding=encoding,
    )
    found = read_manifest(path)
    assert found.files == (tmp_path / "a.txt", tmp_path / "b.txt")
    first, second = found.told
    assert first.source_url == "https://www.example.gov.cn/a.html"
    assert first.published_on == date(2023, 2, 9)
    assert first.publisher == "泾县 示例档案馆(本级)"
    assert (first.jurisdiction_code, first.fiscal_year, first.document_kind) == ("341823", 2023, "budget")
    assert (second.publisher, second.fiscal_year, second.document_kind) == (None, None, None)


def test_columns_stand_in_any_order_and_may_be_missing(tmp_path: Path) -> None:
    path = _written(tmp_path, "final_account,a.txt", header="kind,file")
    assert read_manifest(path).told[0].document_kind == "final_account"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("x.txt,,,,,,", "file", "cannot be opened"),
        (",,,,,2023,", "file", "no file is named"),
        (".,,,,,,", "file", "cannot be opened"),
        ("a.txt,ftp://x,,,,,", "source_url", "no http(s) address"),
        ("a.txt,,2023-02-30,,,,", "published_on", "no date"),
        ("a.txt,,10.2.2023,,,,", "published_on", "no date"),
        ("a.txt,,,,341899,,", "jurisdiction_code", "no code of"),
        ("a.txt,,,,安徽省,,", "jurisdiction_code", "no code of"),
        ("a.txt,,,,,23,", "fiscal_year", "no year"),
        ("a.txt,,,,,2023-2024,", "fiscal_year", "no year"),
        ("a.txt,,,,,,unknown", "kind", "no such kind"),
        ("a.txt,,,,,,,more", "…", "more cells than columns"),
    ],
)
def test_each_error_is_told_with_its_place_in_both_languages(
    tmp_path: Path, row: str, column: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(_written(tmp_path, "b.txt,,,,,2023,", row))
    complaints = refused.value.complaints
    assert (complaints[0].line, complaints[0].column) == (3, column)
    assert said in complaints[0].en
    zh, en = refused.value.lines()[:2]
    assert "第 3 行" in zh
    assert "line 3" in en


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(_written(tmp_path, "x.txt,,,,,23,", "a.txt,,,,,,", "a.txt,,,,,,"))
    assert [(found.line, found.column) for found in refused.value.complaints] == [
        (2, "fiscal_year"),
        (2, "file"),
        (4, "file"),
    ]


def test_one_content_is_said_one_thing_of(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt,,,,,2022,", "copy.txt,,,,,2023,")
    (tmp_path / "copy.txt").write_bytes((tmp_path / "a.txt").read_bytes())
    with pytest.raises(Refused, match="1 errors"):
        read_manifest(path)
    same = path.read_text(encoding="utf-8").replace("2023", "2022")
    path.write_text(same, encoding="utf-8")
    assert len(read_manifest(path).told) == 1


@pytest.mark.parametrize("header", ["file,verlag", "published_on,fiscal_year", "file,file"])
def test_columns_are_known_and_once(tmp_path: Path, header: str) -> None:
    with pytest.raises(Refused):
        read_manifest(_written(tmp_path, "a.txt,1", header=header))


@pytest.mark.parametrize("content", [b"", b"\r\n", b"PK\x03\x04\x00\x00\x00", b'file\r\n"a.txt'])
def test_what_is_no_manifest_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "documents.csv").write_bytes(content)
    with pytest.raises(Stopped, match="manifest"):
        read_manifest(tmp_path / "documents.csv")


def test_a_missing_manifest_is_said_so(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    code, _, said = gongkai(empty, "load", "--manifest", tmp_path / "none.csv")
    assert code == 1
    assert "cannot be read" in said


def test_neither_files_nor_manifest_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run"])
    assert stopped.value.code == 2


def test_nothing_is_loaded_where_one_row_is_wrong(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt,,,,,2023,", "b.txt,,,,,23,")
    code, _, said = gongkai(empty, "load", tmp_path / "c.txt", "--manifest", path)
    assert code == 1
    assert "line 3, fiscal_year" in said
    assert "nothing was loaded" in said
    assert not empty.build_file.exists()


def test_files_of_the_manifest_are_loaded_beside_those_named(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    path = _written(tmp_path, "a.txt,,,甲县教育局,,2023,", "b.txt,,,,,,")
    code, said, _ = gongkai(empty, "load", tmp_path / "c.txt", tmp_path / "a.txt", "--manifest", path)
    assert code == 0
    for name in ("a", "b", "c"):
        assert said.count(f"loaded: {name}.txt") == 1
    assert "tells of 2 documents, 2 anew" in said
    assert [row[0] for row in _told(empty)] == ["a.txt", "b.txt"]


def test_a_changed_manifest_changes_what_is_said_and_reads_nothing_anew(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    path = _written(tmp_path, "a.txt,,2023-02-10,甲县教育局,,2023,", "b.txt,,,,,2023,")
    gongkai(empty, "load", "--manifest", path)
    first, before = _told(empty), fingerprint(empty)

    _, said, _ = gongkai(empty, "load", "--manifest", path)
    assert "tells of 2 documents, 0 anew" in said
    assert (_told(empty), fingerprint(empty)) == (first, before)

    _written(tmp_path, "a.txt,,,乙县教育局,,,final_account")
    _, said, _ = gongkai(empty, "load", "--manifest", path)
    assert "unchanged: a.txt" in said
    assert "tells of 1 documents, 1 anew" in said
    assert _told(empty) == [
        ("a.txt", None, None, "乙县教育局", None, None, "final_account"),
        ("b.txt", None, None, None, None, 2023, None),
    ]
    assert fingerprint(empty) != before


def test_what_is_not_printed_is_taken_from_the_manifest_and_what_differs_is_told(
    gongkai: Command, copied: Home, tmp_path: Path
) -> None:
    _written(tmp_path)
    (tmp_path / "printed.txt").write_text(f"泾县示例档案馆2024年部门预算\n{TABLE}", encoding="utf-8")
    path = _written(
        tmp_path,
        "a.txt,https://www.example.gov.cn/a,2023-02-10,青川县示例档案馆,510822,2023,",
        "printed.txt,,,泾县示例图书馆,341824,2023,部门决算",
    )
    code, _, _ = gongkai(copied, "run", "--manifest", path)
    assert code == 0
    with reading_mart(copied) as mart:
        documents = mart.execute(
            "select file_name, unit_name, publisher_origin, fiscal_year, fiscal_year_origin,"
            " jurisdiction_code, jurisdiction_origin, document_kind, document_kind_origin, source_url,"
            " published_on from mart.dim_document where file_name in ('a.txt', 'printed.txt') order by 1"
        ).fetchall()
        told = mart.execute(
            "select evidence from mart.qc_finding inner join mart.dim_document using (document_key)"
            " where finding_code = 'manifest_contradicted' and file_name = 'printed.txt' order by evidence"
        ).fetchall()
        years = mart.execute(
            "select distinct fiscal_year, unit_name, jurisdiction_code from mart.rpt_budget_lines"
            " where document_file = 'a.txt'"
        ).fetchall()
    said, printed = "manifest", "printed"
    url, day, none = "https://www.example.gov.cn/a", date(2023, 2, 10), (None, None)
    assert documents == [
        ("a.txt", "青川县示例档案馆", said, 2023, said, "510822", said, "budget", printed, url, day),
        (
            "printed.txt",
            "泾县示例档案馆",
            *(printed, 2024, printed, "341823", printed, "budget", printed),
            *none,
        ),
    ]
    assert [evidence for (evidence,) in told] == [
        "fiscal_year: 2024; manifest: 2023",
        "jurisdiction_code: 341823; manifest: 341824",
        "kind: budget; manifest: final_account",
        "publisher: 泾县示例档案馆; manifest: 泾县示例图书馆",
    ]
    assert years == [(2023, "青川县示例档案馆", "510822")]
