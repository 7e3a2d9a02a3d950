"""What running text states: sentences as explanations of many provinces have them, and what is read of each.

The sentences stand in tests/fixtures/sentences.txt, lines of one text parted by ⏎, F: in front for a final
account; below each an amount a line: measure, year, stage, subject, yuan, and the budget line that it stands
for. The models run on an engine in memory with the project's own seeds, so that a wording added to a seed is
tried on all of them.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home

SEEDS = (
    "map_text_wording",
    "map_subject_to_line",
    "map_subject_to_total",
    "code_money_unit",
    "check_change_part",
)
MODELS = (
    "stg_map__text_wordings",
    "stg_map__subjects",
    "stg_map__subjects_of_totals",
    "int_subjects_of_totals",
    "stg_code__money_units",
    "stg_map__change_parts",
    "int_wording_patterns",
    "int_narrative_texts",
    "int_narrative_figures",
    "int_narrative_remarks",
    "int_narrative_words",
    "int_narrative_measures",
    "int_narrative_contexts",
    "int_narrative_sentences",
    "int_narrative_contexts_carried",
    "int_narrative_amounts",
    "int_narrative_bases",
    "int_narrative_lines",
    "int_narrative_rates",
    "int_narrative_figures_described",
    "int_narrative_changes",
    "int_identities_of_changes",
    "int_identities_of_change_parts",
    "int_identities_of_rates",
)
INPUTS = """
    create table staging.stg_raw__lines (
        document_id varchar, line_no integer, page_no integer, table_no integer,
        is_from_picture boolean, line_text varchar
    );
    create table intermediate.int_documents_current (document_id varchar);
    create table intermediate.int_document_scopes (document_id varchar, scope varchar);
    create table intermediate.int_document_years (document_id varchar, fiscal_year integer);
    create table intermediate.int_document_titles (document_id varchar, stage varchar);
    create table intermediate.int_texts_disclosing (document_id varchar, is_disclosure boolean);
    create table intermediate.int_document_publishers (
        document_id varchar, unit_name varchar, department_name varchar
    );
    create table intermediate.int_tables_told (document_id varchar, covered varchar);
    create table staging.stg_code__counted_sets (
        statement_code varchar, line_kind varchar, report_code varchar
    );
"""


# What is stated -> side, nature and money of the total of a statement that it is, and whether that one holds
# balances; None where it is no total.
TOTALS = {
    "F:2023年度财政拨款收入支出总计2961.68万元。": "revenue total fiscal with balances",
    "F:2023年度财政拨款收、支总计2961.68万元。": "revenue total fiscal with balances",
    "F:2023年度财政拨款收支总计2961.68万元。": "revenue total fiscal with balances",
    "F:2023年度财政拨款收支总决算2961.68万元。": "revenue total fiscal with balances",
    "F:2023年度财政拨款收入总计和支出总计均为2961.68万元。": "revenue total fiscal with balances",
    "F:某县某某局2023年度财政拨款收入支出决算总计2961.68万元。": "revenue total fiscal with balances",
    "F:2023年一般公共预算财政拨款收支总计9.5万元。": "revenue total general_public_budget with balances",
    "F:2023年度收、支总计2961.68万元。": "revenue total total with balances",
    "F:2023年度收入支出总计2961.68万元。": "revenue total total with balances",
    "F:2023年度一般公共预算财政拨款支出2961.68万元。": "expenditure total general_public_budget",
    "F:2023年度财政拨款支出决算2961.68万元。": "expenditure total fiscal",
    "2023年财政拨款收支总预算2961.68万元。": "revenue total fiscal with balances",
    "2023年财政拨款支出预算2961.68万元。": "expenditure total fiscal",
    "F:2023年度财政拨款收支结余29.68万元。": None,
    "F:2023年度财政拨款收支差额29.68万元。": None,
    "F:2023年度年末财政拨款结转和结余29.68万元。": None,
    "F:2023年度收支结余29.68万元。": None,
    "F:2023年度其他资金收入支出总计29.68万元。": None,
    "F:2023年度非财政拨款收入支出总计29.68万元。": None,
    "F:2023年度教育费附加收支总计29.68万元。": None,
    "F:2023年度下属单位财政拨款收入支出总计29.68万元。": None,
    "2023年收支总预算2961.68万元。": "revenue total total with balances",
    "2023年收入支出总预算2961.68万元。": "revenue total total with balances",
    "F:2023年度收入总计2961.68万元。": "revenue total total with balances",
    "F:2023年度支出总计2961.68万元。": "expenditure total total with balances",
    "F:2023年度收入合计2940.05万元。": "revenue total total",
    "F:本年支出合计2940.05万元。": "expenditure total total",
}


# What a text says of its own figures -> each check, what is stated and what the others give, in 万元; none
# where it is open which figures are meant.
CHECKED: dict[str, list[tuple[str, float, float]]] = {
    "2023年公务接待费预算8万元,比上年预算10万元减少2万元。": [("changes_agree", 2, 2)],
    "2023年公务接待费预算8万元,比2022年执行数10.5万元减少2万元。": [("changes_agree", 2, 2.5)],
    "2023年公务接待费预算8万元,2022年预算10万元,减少2万元。": [("changes_agree", 2, 2)],
    "2023年公务接待费预算8万元,比上年预算10万元增加2万元。": [("changes_agree", 2, -2)],
    "2023年支出预算100万元,其中:基本支出60万元。比上年预算90万元增加9万元。": [("changes_agree", 9, 10)],
    "2023年收支预算90万元,比上年增加5万元,其中:基本支出减少4万元,项目支出增加8万元。": [
        ("changes_agree", 5, 4)
    ],
    "2023年收支预算90万元,比上年增加5万元,其中:基本支出减少⏎4万元,项目支出增加8万元。": [
        ("changes_agree", 5, 4)
    ],
    "2023年“三公”经费预算比2022年减少0.5万元,其中:因公出国(境)费减少0万元,公务接待费减少0.3万元;"
    "公务用车购置及运行费减少0.2万元。": [("changes_agree", 0.5, 0.5)],
    "2023年支出预算8万元,比上年增加2万元,增长33.33%。": [("rates_agree", 2, 2)],
    "2023年支出预算8万元,比上年减少2万元,同比下降了25.0%。": [("rates_agree", 2, 2.5)],
    "2023年支出预算8万元,比上年预算10万元减少2万元,降幅为20%。": [
        ("changes_agree", 2, 2),
        ("rates_agree", 2, 2),
    ],
    "F:2023年度公务接待费支出决算6万元,比年初预算增加1万元,增长20%。": [("rates_agree", 1, 1)],
    # Parts without 其中 are parts of what they add up to, and of nothing else.
    "F:财政拨款支出100万元,主要用于以下方面:公共安全支出(类)70万元,占71%;住房保障支出(类)30万元,占30%。": [
        ("rates_agree", 30, 30),
        ("rates_agree", 70, 71),
    ],
    "F:财政拨款支出100万元,主要用于以下方面:公共安全支出(类)70万元,占71%;住房保障支出(类)20万元,占30%。": [],
    "F:财政拨款支出100万元,主要用于:一般公共服务支出(类)100万元,占80%。": [],
    "F:本年收入合计80万元,其中:财政拨款收入60万元,占75%;其他收入20万元,占比20%。": [
        ("rates_agree", 20, 16),
        ("rates_agree", 60, 60),
    ],
    # What must be left alone: two levels, another stage, another subject, a year of its own, parts of parts,
    # parts that are not all, points of a percentage, a share of something that is named.
    "2023年公务接待费预算8万元,公务接待费预算2万元。比上年减少2万元,下降50%。": [],
    "F:2023年度年初预算5万元,支出比上年减少1万元,下降14.29%。": [],
    "F:2023年度公务接待费年初预算5万元,比上年决算7万元减少1万元。": [],
    "2023年公务接待费预算8万元,公务用车运行费比上年10万元减少1万元。": [],
    "2022年公务接待费决算8万元,比2021年减少1万元,下降50%。": [],
    "2023年支出预算100万元,其中:基本支出60万元(其中:人员经费50万元,占50%)。": [],
    "2023年支出预算100万元,比上年增加5万元,其中:项目支出增加9万元。": [],
    "2023年支出预算100万元,比上年增加5万元,增长3.1个百分点。": [],
    "2023年支出预算100万元,其中:基本支出60万元,占一般公共预算支出的80%。": [],
}


# What a text says a change is compared with -> year and stage of each change in order.
COMPARED: dict[str, list[tuple[int | None, str | None]]] = {
    "2023年收入预算8万元,比2022年预算增加2万元。": [(2022, "budget")],
    "2023年收入预算8万元,比2022年预算执行数增加2万元。": [(2022, "execution")],
    "2023年收入预算8万元,较上年执行数增加2万元。": [(2022, "execution")],
    "2023年收入预算8万元,比上年一般公共预算决算数增加2万元。": [(2022, "final_account")],
    "2023年收入预算8万元,比上年度调整预算数减少2万元。": [(2022, "adjusted_budget")],
    "2023年收入预算8万元。与2022年度相比,收入预算减少2万元。": [(2022, None)],
    "2023年收入预算8万元,比上年增加2万元。": [(2022, None)],
    "2023年收入预算8万元,同比增加2万元。": [(2022, None)],
    "2023年公务接待费预算8万元,比上年预算10万元减少2万元。": [(2022, "budget")],
    "2023年公务接待费预算8万元,减少2万元,比上年预算下降20%。": [(2022, "budget")],
    "2023年收支预算90万元,比上年预算增加4万元,其中:基本支出减少⏎4万元,项目支出增加8万元。": [
        (2022, "budget"),
        (2022, "budget"),
        (2022, "budget"),
    ],
    "F:2023年度公务接待费支出决算6万元,比年初预算增加1万元,比上年决算减少2万元。": [
        (2023, "budget"),
        (2022, "final_account"),
    ],
    # What must be left open: nothing said; another sentence; balances; the figure's own year and stage; two
    # stages; a change of another year than the comparison before it; what 上年 is beside another year.
    "2023年收入预算8万元,增加2万元。": [(None, None)],
    "2023年收入预算8万元,比上年预算增加2万元。支出预算8万元,增加2万元。": [(2022, "budget"), (None, None)],
    "2023年收入预算8万元,比上年结转增加2万元。": [(None, None)],
    "2023年收入预算8万元,比本年预算增加2万元。": [(None, None)],
    "2023年收入预算8万元,比预算增加2万元。": [(None, "budget")],
    "2023年收入预算8万元,比上年预算和决算增加2万元。": [(2022, None)],
    "2023年收入预算8万元,比2022年预算增加2万元,2024年收入预算增加3万元。": [
        (2022, "budget"),
        (None, None),
    ],
    "2022年公务接待费决算8万元,比上年决算减少1万元。": [(None, "final_account")],
}


# What stands behind the figures of a text up to the next one: 持平 has no figure of its own.
SAID_BEHIND: dict[str, list[str | None]] = {
    "2023年公务接待费预算8万元,与上年持平,公务用车费2万元。": ["与上年持平,公务用车费", None],
    "2023年公务接待费1.00万元。与2022年预算持平,主要原因是需要。公务用车费与上年持平。": [
        "与2022年预算持平,主要原因是需要"
    ],
    "2023年公务接待费1.00万元。与2022年相比,⏎基本持平。⏎二、其他": ["与2022年相比,基本持平"],
    "2023年公务接待费1.00万元。决算数与预算数基本持平。主要原因：节约。本部门共有车辆5辆。": [
        "决算数与预算数基本持平。主要原因：节约"
    ],
    "2023年公务接待费1.00万元。与2022年相比,公务用车费增加2万元。": [None, None],
    "2023年公务接待费1.00万元。⏎与2022年持平。": [None],
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> tuple[duckdb.DuckDBPyConnection, dict[str, str]]:
    """An engine with the seeds, and the models of running text compiled for it."""
    home = Home(tmp_path_factory.mktemp("sentences") / "home")
    home.build_file.parent.mkdir(parents=True)
    assert run_dbt(home, ["compile", "--select", *MODELS]).failures == ()
    manifest = json.loads((home.target_dir / "manifest.json").read_text(encoding="utf-8"))
    compiled = {
        node["name"]: f"create or replace table {node['schema']}.{node['name']} as {node['compiled_code']}"
        for node in manifest["nodes"].values()
        if node["name"] in MODELS and node["resource_type"] == "model"
    }
    connection = duckdb.connect()
    connection.execute(f"attach ':memory:' as {home.build_file.stem}; use {home.build_file.stem}")
    for schema in ("seed", "staging", "intermediate"):
        connection.execute(f"create schema {schema}")
    for seed in SEEDS:
        create_seed(connection, seed, PROJECT / "seeds" / f"{seed}.csv")
    connection.execute(INPUTS)
    for model in MODELS[:7]:
        connection.execute(compiled[model])
    return connection, compiled


def create_seed(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = ", ".join(f"{column} varchar" for column in rows[0])
    connection.execute(f"create table seed.{name} ({columns})")
    connection.executemany(f"insert into seed.{name} values ({', '.join('?' * len(rows[0]))})", rows[1:])


def sentences() -> list[tuple[str, list[str]]]:
    text = (PROJECT / "tests" / "fixtures" / "sentences.txt").read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [(block[0], [line.strip() for line in block[1:]]) for block in blocks]


@pytest.fixture(scope="module")
def stated(engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]]) -> dict[str, list[str]]:
    """All texts read at once, each a document of 2023 by 某县某某局: its amounts in order."""
    connection, compiled = engine
    single = (text for text, _ in sentences())
    texts = list(dict.fromkeys([*single, *TOTALS, *CHECKED, *COMPARED, *SAID_BEHIND]))
    for document, text in enumerate(texts):
        stage = "final_account" if text.startswith("F:") else "budget"
        lines = text.removeprefix("F:").split("⏎")
        connection.executemany(
            "insert into staging.stg_raw__lines values (?, ?, 1, null, false, ?)",
            [(document, number, line) for number, line in enumerate(lines, start=1)],
        )
        connection.execute("insert into intermediate.int_documents_current values (?)", [document])
        connection.execute("insert into intermediate.int_document_years values (?, 2023)", [document])
        connection.execute("insert into intermediate.int_document_titles values (?, ?)", [document, stage])
        connection.execute("insert into intermediate.int_texts_disclosing values (?, true)", [document])
        connection.execute(
            "insert into intermediate.int_document_publishers values (?, '某县某某局', null)", [document]
        )
    for model in MODELS[7:]:
        connection.execute(compiled[model])
    rows = connection.execute(
        """
        select
            cast(amounts.document_id as integer), amounts.measure, amounts.fiscal_year, amounts.stage,
            amounts.subject, amounts.amount_cny,
            coalesce(lines.expenditure_nature, lines.item_name, 'revenue ' || lines.funding_source_code)
        from intermediate.int_narrative_amounts as amounts
        left join intermediate.int_narrative_lines as lines
            on amounts.cell_id = lines.cell_id and amounts.mention_no = lines.mention_no
        order by amounts.document_id, amounts.line_no, amounts.mention_no
        """
    ).fetchall()
    found: dict[str, list[str]] = {text: [] for text in texts}
    for document, *row in rows:
        found[texts[document]].append(" | ".join("-" if value is None else str(value) for value in row))
    return found


@pytest.mark.parametrize(("text", "expected"), sentences(), ids=[text for text, _ in sentences()])
def test_a_sentence_states(stated: dict[str, list[str]], text: str, expected: list[str]) -> None:
    assert stated[text] == expected


@pytest.mark.parametrize(("text", "expected"), TOTALS.items(), ids=list(TOTALS))
def test_a_subject_is_the_total_of_a_statement(
    engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]],
    stated: dict[str, list[str]],
    text: str,
    expected: str | None,
) -> None:
    """Text is compared with the table of just that money; a balance or somebody else's money with none."""
    (subject,) = (amount.split(" | ")[3] for amount in stated[text])
    totals = engine[0].execute(
        "select concat_ws(' ', side, expenditure_nature, coalesce(funding_source_code, 'total'),"
        " case when has_balances then 'with balances' end)"
        " from intermediate.int_subjects_of_totals where wording = ?",
        [subject],
    )
    assert (totals.fetchone() or (None,))[0] == expected


@pytest.mark.parametrize(("text", "expected"), CHECKED.items(), ids=list(CHECKED))
def test_figures_of_one_text_are_compared(
    engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]],
    stated: dict[str, list[str]],
    text: str,
    expected: list[tuple[str, float, float]],
) -> None:
    """Changes, rates and shares against the figures that they follow from; what is open is not compared."""
    document = list(stated).index(text)
    found = engine[0].execute(
        """
        select
            check_code,
            cast(sum(case when side = 'found' then amount_cny end) / 10000 as double),
            cast(round(sum(case when side = 'expected' then amount_cny end) / 10000, 2) as double)
        from (
            select * from intermediate.int_identities_of_changes
            union all by name
            select * from intermediate.int_identities_of_change_parts
            union all by name
            select * from intermediate.int_identities_of_rates
        ) as identities
        where document_id = ?
        group by check_code, told_apart_by
        order by all
        """,
        [str(document)],
    )
    assert found.fetchall() == expected


@pytest.mark.parametrize(("text", "expected"), COMPARED.items(), ids=list(COMPARED))
def test_a_change_says_what_it_is_compared_with(
    engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]],
    stated: dict[str, list[str]],
    text: str,
    expected: list[tuple[int | None, str | None]],
) -> None:
    """A change against last year's budget was not told from one against what was executed."""
    found = engine[0].execute(
        """
        select bases.base_fiscal_year, bases.base_stage
        from intermediate.int_narrative_amounts as amounts
        left join intermediate.int_narrative_bases as bases using (document_id, line_no, mention_no)
        where amounts.document_id = ? and amounts.measure in ('increase', 'decrease')
        order by amounts.line_no, amounts.mention_no
        """,
        [str(list(stated).index(text))],
    )
    assert found.fetchall() == expected


@pytest.mark.parametrize(("text", "expected"), SAID_BEHIND.items(), ids=list(SAID_BEHIND))
def test_what_is_said_behind_a_figure(
    engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]],
    stated: dict[str, list[str]],
    text: str,
    expected: list[str | None],
) -> None:
    """持平 in a sentence of its own behind the amount was in no table."""
    found = engine[0].execute(
        "select text_after from intermediate.int_narrative_remarks where document_id = ?"
        " order by line_no, figure_no",
        [str(list(stated).index(text))],
    )
    assert [said for (said,) in found.fetchall()] == expected


def test_the_change_of_a_whole_stands_in_its_own_line(
    engine: tuple[duckdb.DuckDBPyConnection, dict[str, str]], stated: dict[str, list[str]]
) -> None:
    """A sentence goes on in the next line: the line of the parts was told as that of the whole, which does
    not stand there. Parts in the line of the whole have no cell of their own."""

    def cells(text: str) -> list[tuple[str, str | None, float]]:
        return (
            engine[0]
            .execute(
                "select side, split_part(cell_id, ':', 2), cast(amount_cny / 10000 as double)"
                " from intermediate.int_identities_of_change_parts where document_id = ? order by all",
                [str(list(stated).index(text))],
            )
            .fetchall()
        )

    whole, parts = "2023年收支预算90万元,比上年增加5万元,其中:基本支出减少", "4万元,项目支出增加8万元。"
    assert cells(f"{whole}⏎{parts}") == [("expected", "l2", 4), ("found", "l1", 5)]
    assert cells(whole + parts) == [("expected", None, 4), ("found", "l1", 5)]
