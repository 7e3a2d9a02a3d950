"""Documents built in batches are the documents of one whole build: every table that is kept, row for row."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from gongkai.batch import engine
from gongkai.batch.program import IN_BATCHES, DataTest, Model, Program, Scope
from gongkai.batch.program import load as read_program
from gongkai.forgetting import forget
from gongkai.running import batches
from gongkai.running.batches import build_documents, build_jurisdictions
from gongkai.running.build import build
from gongkai.running.compacting import workshop
from gongkai.running.compiling import compiled
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from gongkai.running.loading import load
from gongkai.running.outcome import BuildFailed
from gongkai.running.warehouse import open_build, write_rows
from gongkai.running.workers import PROCESSES

Rows = dict[str, tuple[object, ...] | None]


@pytest.fixture(scope="session")
def program(home: Home) -> Program:
    return compiled(home)


def kept(home: Home, program: Program) -> Rows:
    """Every table that a warehouse keeps: how many rows, and a number for what they say."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return {
            model.name: connection.execute(
                f"select count(*), sum(hash(t)) from {model.relation} as t"
            ).fetchone()
            for model in tables(program)
        }


def tables(program: Program) -> Iterator[Model]:
    """The tables that a build makes and keeps."""
    for scope in IN_BATCHES:
        yield from program.stored(scope)
    yield from program.models_of(Scope.CORPUS)


def of_dbt(home: Home, program: Program, folder: Path) -> Rows:
    """The same of a copy that plain `dbt build` makes as a whole, from nothing but the raw rows."""
    copy = Home(folder / "whole")
    shutil.copytree(home.root, copy.root)
    with duckdb.connect(str(copy.build_file)) as connection:
        for schema in ("staging", "intermediate", "mart", "built"):
            connection.execute(f"drop schema {schema} cascade")
    assert run_dbt(copy, ["build", "--exclude-resource-type", "unit_test"]).failures == ()
    return kept(copy, program)


def differing(mine: Rows, others: Rows) -> list[str]:
    assert mine.keys() == others.keys()
    return [name for name, rows in mine.items() if rows != others[name]]


def added(home: Home, file: Path) -> int:
    """Load and build one file more; how many documents the build had to make."""
    load(home, [file])
    _, work = build(home)
    return work.documents if work else 0


def jurisdictions(home: Home, program: Program) -> int:
    with closing(open_build(home)) as connection:
        return build_jurisdictions(connection, program, PROCESSES, workshop(home))


def test_documents_that_come_change_and_go_are_those_of_one_whole_build(
    copied: Home, program: Program, samples: list[Path], tmp_path: Path
) -> None:
    text = next(path for path in samples if path.suffix == ".txt")
    changed = tmp_path / text.name
    changed.write_text(text.read_text(encoding="utf-8") + "\n印错已改\n", encoding="utf-8")
    # the newer version makes two documents: itself, and the one that is not current any more
    assert added(copied, changed) == 2
    forget(copied, [next(path.name for path in samples if path != text)])
    build(copied)
    found = kept(copied, program)
    assert sum(bool(rows and rows[0]) for rows in found.values()) > 60
    assert differing(found, of_dbt(copied, program, tmp_path)) == []


def test_a_run_that_is_killed_keeps_its_batches_and_the_next_one_makes_the_others(
    empty: Home, home: Home, program: Program, samples: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(empty, samples)
    monkeypatch.setattr(batches, "_MOST_DOCUMENTS", dict.fromkeys(Scope, 1))
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    put_in, written = batches.put_in_documents, []

    def killed(*arguments: object) -> None:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(put_in(*arguments))  # type: ignore[arg-type, func-returns-value]

    monkeypatch.setattr(batches, "put_in_documents", killed)
    with pytest.raises(KeyboardInterrupt):
        build_documents(empty, program)
    monkeypatch.setattr(batches, "put_in_documents", put_in)
    assert build_documents(empty, program) == len(samples) - 1
    assert build_documents(empty, program) == 0
    stored = program.stored(Scope.DOCUMENT)
    with (
        duckdb.connect(str(home.build_file), read_only=True) as one,
        duckdb.connect(str(empty.build_file), read_only=True) as other,
    ):
        for model in stored:
            query = f"select count(*) from {model.relation}"
            assert one.execute(query).fetchone() == other.execute(query).fetchone(), model.name
    assert len(stored) > 50


def test_batches_on_all_cores_and_in_little_memory_make_the_same(
    copied: Home, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes and spilled tables are other ways to the same rows."""
    before = kept(copied, program)
    monkeypatch.setattr(batches, "_MOST_DOCUMENTS", dict.fromkeys(Scope, 1))
    build(copied, full=True)
    assert differing(kept(copied, program), before) == []
    monkeypatch.setattr(engine, "_MEMORY", {scope: {"memory_limit": "150MB"} for scope in IN_BATCHES})
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # the limits of other processes are not changed
    build(copied, full=True)
    assert differing(kept(copied, program), before) == []


@pytest.mark.parametrize("scope", IN_BATCHES)
def test_rows_in_another_order_make_the_same(
    copied: Home, program: Program, scope: Scope, tmp_path: Path
) -> None:
    """No table may depend on which of two equal rows a database happens to meet first."""
    given = tmp_path / "given"
    given.mkdir()
    with closing(open_build(copied)) as connection:
        ids = [key for (key,) in connection.execute("select document_id from built.documents").fetchall()]
        write_rows(connection, program, scope, ids, given)
    made = []
    for order in ("file_row_number", "hash(t)", "file_row_number desc"):
        rows, built = tmp_path / f"{order}-rows", tmp_path / f"{order}-built"
        rows.mkdir()
        built.mkdir()
        for file in given.iterdir():
            read = f"read_parquet('{file}', file_row_number = true) as t order by {order}"
            duckdb.sql(f"select * exclude (file_row_number) from {read}").write_parquet(str(rows / file.name))
        with closing(engine.Engine(program, scope, tmp_path / "aside")) as database:
            assert database.build(rows, built) == ()
        made.append(
            {
                file.stem: duckdb.sql(f"select count(*), sum(hash(t)) from '{file}' as t").fetchone()
                for file in built.iterdir()
            }
        )
    assert len(made[0]) > 10
    assert made == [made[0]] * 3


def test_no_stored_number_is_of_a_kind_that_parquet_does_not_know(program: Program) -> None:
    names = {model.name for scope in IN_BATCHES for model in program.stored(scope)}
    with duckdb.connect(str(program.reference), read_only=True) as reference:
        found = reference.execute(
            "select table_name, column_name from duckdb_columns() where data_type in ('HUGEINT', 'UHUGEINT')"
        ).fetchall()
    assert [column for column in found if column[0] in names] == []


def test_what_changes_in_the_program_makes_documents_anew_only_where_it_concerns_them(
    copied: Home, program: Program, samples: list[Path]
) -> None:
    assert build_documents(copied, replace(program, digest="another mart")) == 0
    assert jurisdictions(copied, program) == 0
    digests = {**program.digests, Scope.JURISDICTION: "another"}
    assert build_documents(copied, replace(program, digest="other reports", digests=digests)) == 0
    assert jurisdictions(copied, program) == 3
    digests = {**program.digests, Scope.DOCUMENT: "another"}
    assert build_documents(copied, replace(program, digest="other lines", digests=digests)) == len(samples)
    assert jurisdictions(copied, program) == 3


def test_what_plain_dbt_built_is_not_taken_for_a_build(copied: Home) -> None:
    assert build(copied)[1] is None
    assert run_dbt(copied, ["run", "--select", "dim_stage"]).failures == ()
    _, work = build(copied)
    assert work and work.documents > 1


def test_a_damaged_program_is_none(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(program.folder, folder)
    assert read_program(folder) == replace(program, folder=folder)
    reference = folder / program.reference.name
    reference.write_bytes(reference.read_bytes()[:-1])
    assert read_program(folder) is None


def test_a_batch_whose_test_fails_is_not_written(empty: Home, program: Program, samples: list[Path]) -> None:
    load(empty, samples[:1])
    failing = DataTest(
        "no_document", Scope.DOCUMENT, 'select document_id from "warehouse"."raw"."documents"', ()
    )
    with pytest.raises(BuildFailed) as failed:
        build_documents(empty, replace(program, tests=(failing,)))
    assert [failure.node for failure in failed.value.failures] == ["no_document"]
    assert "document_id = " in failed.value.failures[0].message
    with duckdb.connect(str(empty.build_file), read_only=True) as connection:
        assert connection.execute("select count(*) from built.documents").fetchone() == (0,)
        assert connection.execute("select count(*) from intermediate.int_tables_recognised").fetchone() == (
            0,
        )
    assert build_documents(empty, program) == 1
