"""The grammar of numbers, by what it must hold for every figure and not only for those of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home

Read = Callable[[str], Decimal | None]

MARKS = "①②⑳¹²³⁰₁*※"
UNITS = ("万元", "元", "亿元", "千元", "万", "萬元", "十万元", "百万元")
figures = st.decimals(min_value=0, max_value=10**12, places=2).map(abs)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """`to_number` as the models call it, compiled once and asked of an engine without any table."""
    folder = tmp_path_factory.mktemp("numbers")
    project = folder / "project"
    (project / "models").mkdir(parents=True)
    (project / "macros").symlink_to(PROJECT / "macros")
    (project / "dbt_project.yml").write_text("name: gongkai\nprofile: gongkai\n", encoding="utf-8")
    (project / "profiles.yml").write_text(
        (PROJECT / "profiles.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (project / "models" / "number.sql").write_text(
        "select {{ to_number('printed') }} as number", encoding="utf-8"
    )
    home = Home(folder / "home")
    home.build_file.parent.mkdir(parents=True)
    run_dbt(home, ["compile"], project=project)
    compiled = next((home.target_dir / "compiled").rglob("number.sql")).read_text(encoding="utf-8")
    connection = duckdb.connect()

    def ask(printed: str) -> Decimal | None:
        found = connection.execute(f"with texts as (select ? as printed) {compiled} from texts", [printed])
        number: Decimal | None = (found.fetchone() or (None,))[0]
        return number

    return ask


def grouped(figure: Decimal, sign: str) -> str:
    return f"{figure:,.2f}".replace(",", sign)


@given(figures, st.sampled_from(["", ",", "\u202f"]))
@settings(max_examples=60, deadline=None)
def test_a_figure_is_itself_however_it_is_grouped(read: Read, figure: Decimal, sign: str) -> None:
    assert read(grouped(figure, sign)) == figure


@given(
    figures,
    st.sampled_from(["-{}", "−{}", "–{}", "—{}", "△{}", "▲ {}", "负{}", "({})", "[{}]", "{}-", "¥-{}"]),
)
@settings(max_examples=60, deadline=None)
def test_every_sign_makes_it_negative(read: Read, figure: Decimal, shape: str) -> None:
    assert read(shape.format(grouped(figure, ","))) == -figure


@given(figures, st.sampled_from(MARKS), st.sampled_from(["", "¥"]), st.sampled_from(["", *UNITS]))
@settings(max_examples=60, deadline=None)
def test_marks_signs_of_money_and_units_are_no_digits(
    read: Read, figure: Decimal, mark: str, money: str, unit: str
) -> None:
    assert read(f"{money}{grouped(figure, ',')}{unit}{mark}") == figure
    assert read(f"{money}{figure}{unit}(含结转)") == figure


@given(figures, figures, st.sampled_from([" ", "\n", "/", "~", "、", ";", "(", "至"]))
@settings(max_examples=60, deadline=None)
def test_two_figures_are_no_number(read: Read, one: Decimal, other: Decimal, between: str) -> None:
    assert read(f"{one}{between}{other}") is None


@given(st.text(alphabet="0123456789,. \u202f", min_size=1, max_size=14))
@settings(max_examples=300, deadline=None)
def test_nothing_is_read_that_is_not_grouped_by_threes(read: Read, text: str) -> None:
    allowed = r"(\d{1,3}(,\d{3})+|\d{1,3}(\u202f\d{3})+|\d+)(\.\d+)?"
    if not re.fullmatch(allowed, text):
        assert read(text) is None
