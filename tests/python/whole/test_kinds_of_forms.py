"""Target forms and self-evaluations of many kinds: what they say is loaded or told, and nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.make_forms import columns, evaluations, kinds
from tests.fixtures.make_forms.grids import Form


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("forms")
    (folder / "documents").mkdir()
    for form in (*columns.FORMS, *evaluations.FORMS, *kinds.FORMS):
        (folder / "documents" / form.file_name).write_bytes(form.content)
    home = Home(folder / "home")
    main(["run", str(folder / "documents"), "--home", str(home.root)])
    with duckdb.connect(str(home.mart_file), read_only=True) as opened:
        yield opened


def found(mart: duckdb.DuckDBPyConnection, select: str, form: Form) -> Counter[tuple[object, ...]]:
    return Counter(mart.execute(f"{select} where document_file = ?", [form.file_name]).fetchall())


def told(mart: duckdb.DuckDBPyConnection, form: Form) -> set[str]:
    return {str(code) for (code,) in found(mart, "select finding_code from mart.qc_finding", form)}


@pytest.mark.parametrize("form", [pytest.param(form, id=form.file_name) for form in kinds.FORMS])
def test_each_kind_of_form_is_read(mart: duckdb.DuckDBPyConnection, form: Form) -> None:
    amounts = found(
        mart,
        "select coalesce(project_name, ''), cast(cast(amount_cny as bigint) as varchar)"
        " from mart.rpt_budget_lines",
        form,
    )
    assert amounts == Counter(form.amounts)
    indicators = found(
        mart,
        "select coalesce(project_name, ''), level2_printed, indicator_name, operator"
        " from mart.rpt_performance_indicators",
        form,
    )
    assert indicators == Counter(
        (each.project, each.level2, each.name, each.operator) for each in form.indicators
    )


def test_two_forms_side_by_side_are_told(mart: duckdb.DuckDBPyConnection) -> None:
    assert {"project_not_clear", "indicator_row_not_loaded"} <= told(mart, kinds.BESIDE)


def test_pages_without_the_name_of_their_project_are_told(mart: duckdb.DuckDBPyConnection) -> None:
    assert "project_not_clear" in told(mart, kinds.PAGES)


@pytest.mark.parametrize("form", [pytest.param(form, id=form.file_name) for form in evaluations.FORMS])
def test_money_of_a_self_evaluation_is_told_and_its_scores_are_no_money(
    mart: duckdb.DuckDBPyConnection, form: Form
) -> None:
    amounts = mart.execute(
        "select replace(amounts.amount_printed, ',', '') from mart.qc_amount as amounts"
        " inner join mart.dim_document as documents using (document_key)"
        " where documents.file_name = ? and not amounts.is_loaded",
        [form.file_name],
    ).fetchall()
    assert Counter(text for (text,) in amounts) == Counter(form.told)
    assert not found(mart, "select 1 from mart.rpt_budget_lines", form)
    assert "amount_not_a_number" not in told(mart, form)


def test_values_of_other_years_are_history(mart: duckdb.DuckDBPyConnection) -> None:
    rows = found(
        mart,
        "select indicator_name, historical_reference from mart.rpt_performance_indicators",
        columns.HISTORY,
    )
    assert set(rows) == {
        ("补助老人数", "298人; 301人"),
        ("发放准确率", "97%; 96%"),
        ("老人生活改善", "明显改善; 明显改善"),
    }


def test_a_value_reached_and_a_direction_are_told_once(mart: duckdb.DuckDBPyConnection) -> None:
    rows = found(
        mart,
        "select evidence from (select * from mart.qc_finding"
        " where finding_code = 'indicator_column_not_loaded')",
        columns.ACTUAL,
    )
    assert rows == Counter([("指标方向性: 正向指标; 完成值: 162",)])


def test_staff_and_vehicles_are_told_where_they_are_money(mart: duckdb.DuckDBPyConnection) -> None:
    rows = found(
        mart,
        "select split_part(evidence, ':', 1) from (select * from mart.qc_finding"
        " where finding_code = 'amount_under_unknown_header')",
        columns.STAFF,
    )
    assert rows == Counter({("聘用职工",): 6, ("租用车辆",): 2})
