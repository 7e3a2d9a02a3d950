"""The dictionary says of every table and column what the mart itself says, and what it says holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.dictionary.__main__ import main as write_page
from gongkai.dictionary.page import page_of
from gongkai.running.home import PROJECT, Home
from publish.dictionary import Table, Text, has_dictionary, read_dictionary
from publish.mart import connect
from tests.marts import changed
from tests.python.whole.test_analyses import faults, named_alone, sql

FURTHER = PROJECT / "tests" / "fixtures" / "dictionary"
"""Documents that give each table that the samples leave empty a row."""

PAGE = PROJECT / "docs" / "data-dictionary.md"
_SENTENCE = re.compile(r"[^。]*?(?:。|[.](?=$|\s))\s*")


@pytest.fixture(scope="module")
def explained(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published mart of the samples and of the further documents."""
    made = Home(tmp_path_factory.mktemp("explained") / "home")
    shutil.copytree(home.root, made.root)
    assert main(["run", str(FURTHER), "--home", str(made.root)]) == 3
    with connect(made.mart_file) as mart:
        yield mart


@pytest.fixture(scope="module")
def dictionary(explained: duckdb.DuckDBPyConnection) -> dict[str, Table]:
    return {table.name: table for table in read_dictionary(explained)}


def one(mart: duckdb.DuckDBPyConnection, query: str) -> object:
    return mart.execute(query).fetchall()[0][0]


def sentences(comment: str) -> list[str]:
    return [found.strip() for found in _SENTENCE.findall(comment)]


def parted(comment: str, *parts: Text) -> list[str]:
    """What is wrong with these parts of a comment: a sentence is lost, or stands in the other language."""
    wrong = []
    zh = [said for part in parts for said in sentences(part.zh)]
    en = [said for part in parts for said in sentences(part.en)]
    if sorted(zh + en) != sorted(sentences(comment)) or "".join(sentences(comment)) != comment.replace(
        ". ", "."
    ).replace("。 ", "。"):
        wrong.append("not what the comment says")
    if not zh or not all(said.endswith("。") and re.search("[一-鿿]", said) for said in zh):
        wrong.append("Chinese")
    if not en or not all(said.endswith(".") and re.search("[A-Za-z]{2}", said) for said in en):
        wrong.append("English")
    return wrong


def test_it_holds_every_table_and_column_as_the_mart_has_them(
    explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]
) -> None:
    held: dict[str, list[tuple[str, str, bool]]] = {}
    for table, column, kind, is_nullable in explained.execute(
        "select table_name, column_name, lower(data_type), is_nullable from duckdb_columns()"
        " where database_name = 'mart' order by table_name, column_index"
    ).fetchall():
        held.setdefault(table, []).append((column, kind, is_nullable))
    assert {
        name: [(column.name, column.data_type.lower()) for column in table.columns]
        for name, table in dictionary.items()
    } == {name: [column[:2] for column in columns] for name, columns in held.items()}
    for name, columns in held.items():
        filled = {column for column, _, is_nullable in columns if not is_nullable}
        assert filled <= {column.name for column in dictionary[name].columns if not column.is_nullable}, name


def test_every_comment_is_parted_into_both_languages(
    explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]
) -> None:
    wrong = []
    comments = explained.execute(
        "select table_name, comment from duckdb_tables() where database_name = 'mart'"
    ).fetchall()
    for name, comment in comments:
        table = dictionary[name]
        parts = [table.addition, table.grain, *([table.notes] if table.notes else [])]
        wrong += [(name, told) for told in parted(comment, *parts)]
    comments = explained.execute(
        "select table_name, column_name, comment from duckdb_columns() where database_name = 'mart'"
    ).fetchall()
    described = {
        (table.name, column.name): column.description
        for table in dictionary.values()
        for column in table.columns
    }
    for name, column, comment in comments:
        wrong += [(f"{name}.{column}", told) for told in parted(comment, described[name, column])]
    assert len(comments) > 1500
    assert wrong == []


@pytest.mark.parametrize(
    ("comment", "text", "wrong"),
    [
        ("金额。Amount.", Text("金额。", "Amount."), []),
        ("甲。One. 乙。Two.", Text("甲。乙。", "One. Two."), []),
        ("金额。Amount", Text("金额。", ""), ["not what the comment says", "English"]),
        ("金额。Amount. 元。", Text("金额。", "Amount."), ["not what the comment says"]),
        ("金额 Amount.", Text("", "金额 Amount."), ["Chinese"]),
    ],
)
def test_a_comment_in_one_language_is_seen(comment: str, text: Text, wrong: list[str]) -> None:
    assert parted(comment, text) == wrong


def test_every_table_says_what_adds_up_and_what_a_row_is(dictionary: dict[str, Table]) -> None:
    for name, table in dictionary.items():
        assert re.search("相加|计数", table.addition.zh), name
        assert re.search(r"\b([Aa]dd|[Cc]ount)", table.addition.en), name
        assert "行" in table.grain.zh, name
        assert re.search(r"\b([Rr]ows?|lines?)\b", table.grain.en), name


def test_a_key_names_one_row(explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]) -> None:
    for name, table in dictionary.items():
        told = f"select count(*) from mart.{name}"
        if table.key:
            distinct = f"select count(*) from (select distinct {', '.join(table.key)} from mart.{name})"
            assert one(explained, told) == one(explained, distinct), name
            assert [column.name for column in table.columns if column.is_key] == sorted(
                table.key, key=[column.name for column in table.columns].index
            )
        else:
            assert one(explained, told) == 1, name


def test_a_relation_leads_to_a_row(
    explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]
) -> None:
    related = [
        (name, column.name, *column.related)
        for name, table in dictionary.items()
        for column in table.columns
        if column.related
    ]
    for name, column, other, field in related:
        orphans = (
            f"select count(*) from mart.{name} where {column} is not null"
            f" and {column} not in (select {field} from mart.{other} where {field} is not null)"
        )
        assert one(explained, orphans) == 0, (name, column, other, field)
    assert {other for _, _, other, _ in related} >= {"dim_document", "dim_function", "rpt_budget_lines"}


def test_every_foreign_key_has_a_relation(dictionary: dict[str, Table]) -> None:
    lone = [
        (name, column.name)
        for name, table in dictionary.items()
        for column in table.columns
        if column.name.endswith("_key")
        and column.data_type == "varchar"
        and not column.related
        and not column.is_key
    ]
    assert lone == []


def test_a_column_of_a_closed_set_has_no_other_value(
    explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]
) -> None:
    for name, table in dictionary.items():
        for column in table.columns:
            if column.values:
                found = explained.execute(
                    f"select distinct {column.name} from mart.{name} where {column.name} is not null"
                ).fetchall()
                assert {value for (value,) in found} <= {value.code for value in column.values}, (
                    name,
                    column,
                )
    placements = {value.code for column in dictionary["fct_asset"].columns if column.name == "placement"
                  for value in column.values}  # fmt: skip
    assert placements == {"explicit", "arithmetic", "prior"}, "what is not placed is no fact"


def test_every_example_has_an_answer_that_a_page_can_show(
    explained: duckdb.DuckDBPyConnection, dictionary: dict[str, Table]
) -> None:
    for name, table in dictionary.items():
        query = table.example.query
        answer = explained.execute(query).fetchall()
        assert 1 <= len(answer) <= 12, name
        assert f"mart.{name}" in query, name
        assert faults(query) == named_alone(sql(query)) == [], name
        assert table.example.question.zh.endswith("？"), name
        assert table.example.question.en.endswith("?"), name


def test_the_page_is_what_the_generator_writes(explained: duckdb.DuckDBPyConnection) -> None:
    assert PAGE.read_text(encoding="utf-8") == page_of(explained), "run `make dictionary`"


def test_no_example_goes_by_where_rows_happen_to_lie(
    explained: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Else the page would be another one after a build that is the same."""
    [(file,)] = explained.execute(
        "select path from duckdb_databases() where database_name = 'mart'"
    ).fetchall()
    tables = explained.execute(
        "select table_name from duckdb_tables() where database_name = 'mart'"
    ).fetchall()
    turned = changed(
        Path(file),
        tmp_path / "turned.duckdb",
        *(
            statement.format(table)
            for (table,) in tables
            for statement in (
                "create or replace temp table rows_of as from {} order by rowid desc",
                "delete from {}",
                "insert into {} from rows_of",
            )
        ),
    )
    with connect(turned) as mart:
        assert page_of(mart) == page_of(explained)


def test_what_markdown_would_take_for_markup_is_shown_as_it_is(copied: Home) -> None:
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute("update dictionary_table set notes_zh = 'a|b *c* <d>。', notes_en = 'x\\y.'")
    with connect(copied.mart_file) as mart:
        assert r"a\|b \*c\* &lt;d>。 x\\y." in page_of(mart)


def test_a_mart_without_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "mart.duckdb"
    with duckdb.connect(str(old)) as made:
        made.execute("create table version as select '0.3.0' as project_version")
    with connect(old) as mart:
        assert not has_dictionary(mart)
    (tmp_path / "text.duckdb").write_text("no database", encoding="utf-8")
    for path in (old, tmp_path / "gone.duckdb", tmp_path / "text.duckdb"):
        with pytest.raises(SystemExit) as stopped:
            write_page([str(path), str(tmp_path / "page.md")])
        assert stopped.value.code == 2
        assert str(path) in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()


def test_a_page_that_cannot_be_written_is_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        write_page([str(home.mart_file), str(home.root)])
    assert stopped.value.code == 2
    assert f"cannot be written: {home.root}" in capsys.readouterr().err
