"""Lost columns proved by arithmetic: what is called proved is what was printed."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Placement
from ingest.read import known_wordings
from ingest.readers import plain
from ingest.readers.textlayer import placing
from ingest.readers.textlayer.placing import Entry, Sum, choices_in_order
from ingest.readers.textlayer.printed import to_hundredths

KNOWN = known_wordings()
HEAD = "部门支出总表\n科目编码 科目名称 合计 基本支出 项目支出\n"
SUMS = [Sum(0, (1, 2))]

Amounts = tuple[int, int, int]


def _entry(*amounts: int) -> Entry:
    return Entry(amounts, choices_in_order(len(amounts), range(3)))


def _printed(value: int) -> str:
    return f"{value / 100:,.2f}" if value >= 0 else f"({-value / 100:,.2f})"


def _document(rows: list[tuple[str, Amounts]]) -> str:
    lines = []
    for code, amounts in rows:
        shown = " ".join(_printed(value) for value in amounts if value)
        lines.append(f"{code} 名 {shown}" if code else f"合计 {shown}")
    return HEAD + "\n".join(lines) + "\n"


def _read(rows: list[tuple[str, Amounts]]) -> list[tuple[Amounts, set[Placement]]]:
    (table,) = plain.read(_document(rows), KNOWN).tables
    found = []
    for row in table.rows[1:]:
        cells = [to_hundredths(cell) if cell else 0 for cell in row.cells[2:5]]
        marks = {row.placement_of(index) for index in (2, 3, 4) if row.cells[index]}
        found.append(((cells[0], cells[1], cells[2]), marks))
    return found


@pytest.mark.parametrize(
    ("count", "columns", "ways"),
    [(0, 3, 1), (1, 3, 3), (2, 3, 3), (3, 3, 1), (4, 3, 0), (15, 30, 0), (2, 30, 435), (0, 0, 1)],
)
def test_choices_keep_the_order_and_stay_bounded(count: int, columns: int, ways: int) -> None:
    choices = choices_in_order(count, range(columns))
    assert len(choices) == ways
    assert all(list(choice) == sorted(choice) for choice in choices)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("1,234.50", 123450),
        ("(5.00)", -500),
        ("-5.5", -550),
        ("−5", -500),
        ("0", 0),
        ("0.07", 7),
        ("12.345", 1234),
    ],
)
def test_to_hundredths(text: str, hundredths: int) -> None:
    assert to_hundredths(text) == hundredths


def test_a_row_is_decided_by_its_own_sum() -> None:
    entry = Entry((300, 100, 200), choices_in_order(3, range(4)))
    placing.keep_possible(entry, [Sum(0, (1, 2))], 4)
    assert (0, 1, 2) in entry.choices
    assert all(choice[0] == 0 for choice in entry.choices)


def test_a_row_whose_sum_never_holds_proves_nothing() -> None:
    entry = _entry(300, 100)
    before = list(entry.choices)
    placing.keep_possible(entry, SUMS, 3)
    assert entry.choices == before


THREE_PUBLIC = (
    "2024年“三公”经费支出表\n单位：万元\n合计 因公出国（境）费 公务用车购置及运行费 公务接待费\n"
    "小计 公务用车购置费 公务用车运行费\n"
)


def _three_public(numbers: str) -> list[tuple[str, Placement]]:
    (table,) = plain.read(f"{THREE_PUBLIC}{numbers}\n", KNOWN).tables
    row = table.rows[-1]
    return [(cell, row.placement_of(index)) for index, cell in enumerate(row.cells)]


@pytest.mark.parametrize("numbers", ["8.94 3.50 5.44", "13.00 4.60 8.40", "36.00 16.00 20.00"])
def test_a_number_that_was_lost_is_not_proved_away(numbers: str) -> None:
    """`8.94 3.50 3.50 5.44` without one 3.50 adds up with the other one below another header too."""
    marks = {mark for cell, mark in _three_public(numbers) if cell}
    assert marks == {Placement.UNPLACED}


def test_a_row_that_can_lack_none_is_proved_by_its_sums() -> None:
    found = _three_public("8.94 1.00 3.50 1.50 2.00 4.44")
    assert [cell for cell, _ in found] == ["8.94", "1.00", "3.50", "1.50", "2.00", "4.44"]
    assert {mark for _, mark in found} == {Placement.EXPLICIT}
    found = _three_public("7.94 3.50 1.50 2.00 4.44")
    assert [cell for cell, _ in found] == ["7.94", "", "3.50", "1.50", "2.00", "4.44"]
    assert {mark for cell, mark in found if cell} == {Placement.ARITHMETIC}


@pytest.mark.parametrize(
    ("printed", "is_confirmed"), [((1000, 350, 100, 100, 550), True), ((1000, 450, 450, 550), False)]
)
def test_what_rows_add_up_to_confirms_a_row(printed: tuple[int, ...], is_confirmed: bool) -> None:
    """A row that may lack a number is proved where it and the others make up the row above them."""
    sums = [Sum(0, (1, 2, 5)), Sum(2, (3, 4))]
    child = Entry((894, 350, 544), choices_in_order(3, range(6)))
    placing.keep_possible(child, sums, 6, range(6))
    assert child.choices == [(0, 1, 5)] and child.rivals
    above = (0, 1, 2, 3, 5) if is_confirmed else (0, 2, 3, 5)
    parent = Entry(printed, [above], children=[child, Entry((106, 100, 100, 6), [(0, 2, 3, 5)])])
    placing.confirm_families([parent], 6)
    placing.reopen(child)
    assert (child.choices == [(0, 1, 5)]) == is_confirmed
    placing.choose(child, lambda _: 0, lambda choice: -sum(choice))
    expected = Placement.ARITHMETIC if is_confirmed else Placement.UNPLACED
    assert placing.placement_of(child) is expected


def test_children_are_decided_by_their_parent() -> None:
    parent, first, second = _entry(600, 400, 200), _entry(400, 400), _entry(200, 200)
    parent.children = [first, second]
    for entry in (parent, first, second):
        placing.keep_possible(entry, SUMS, 3)
    placing.solve_families([parent], 3)
    assert (first.choices, second.choices) == ([(0, 1)], [(0, 2)])
    assert {placing.placement_of(entry) for entry in (first, second)} == {Placement.ARITHMETIC}
    assert placing.placement_of(parent) is Placement.EXPLICIT


def test_a_parent_is_decided_by_its_children() -> None:
    parent, child = _entry(400, 400), Entry((400, 400), [(0, 2)])
    parent.children = [child]
    placing.solve_families([parent], 3)
    assert parent.choices == [(0, 2)]


def test_negative_children_are_decided_as_well() -> None:
    parent, children = _entry(600, 400, 200), [_entry(1000, 1000), _entry(-600, -600), _entry(200, 200)]
    parent.children = children
    for entry in children:
        placing.keep_possible(entry, SUMS, 3)
    placing.solve_families([parent], 3)
    assert [entry.choices for entry in children] == [[(0, 1)], [(0, 1)], [(0, 2)]]


def test_rounding_of_a_cent_a_row_is_borne() -> None:
    parent, first, second = _entry(601, 400, 201), _entry(400, 400), _entry(200, 200)
    parent.children = [first, second]
    for entry in (first, second):
        placing.keep_possible(entry, SUMS, 3)
    placing.solve_families([parent], 3)
    assert (first.choices, second.choices) == ([(0, 1)], [(0, 2)])


def test_the_usual_column_is_prior_and_a_tie_is_unplaced() -> None:
    usual, tie = _entry(100), _entry(100)
    placing.choose(usual, lambda _: 0, lambda choice: -choice[0])
    placing.choose(tie, lambda _: 0, lambda _: 1)
    assert (usual.choices, placing.placement_of(usual)) == ([(0,)], Placement.PRIOR)
    assert placing.placement_of(tie) is Placement.UNPLACED


def test_evidence_from_elsewhere_decides() -> None:
    entry = _entry(100)
    placing.choose(entry, lambda choice: int(choice == (2,)), lambda _: 1)
    assert (entry.choices, placing.placement_of(entry)) == ([(2,)], Placement.ARITHMETIC)


@st.composite
def _trees(draw: st.DrawFn, low: int = 0) -> list[tuple[str, Amounts]]:
    """Coded rows over three levels, each the sum of those below it, with a total row or without."""
    amount = st.integers(low, 99_999)

    def below(code: str, level: int) -> list[tuple[str, Amounts]]:
        count = draw(st.integers(1, 3)) if level < 3 else 0
        children = [below(f"{code}{number:02d}", level + 1) for number in range(1, count + 1)]
        if children:
            tops = [child[0][1] for child in children]
            basic, project = sum(top[1] for top in tops), sum(top[2] for top in tops)
        else:
            basic, project = draw(st.one_of(st.just(0), amount)), draw(st.one_of(st.just(0), amount))
        return [(code, (basic + project, basic, project)), *(row for child in children for row in child)]

    branches = [below(str(code), 1) for code in range(201, 201 + draw(st.integers(1, 3)))]
    rows = [row for branch in branches for row in branch]
    if draw(st.booleans()):
        tops = [branch[0][1] for branch in branches]
        rows.insert(0, ("", (sum(t[0] for t in tops), sum(t[1] for t in tops), sum(t[2] for t in tops))))
    return [row for row in rows if any(row[1])]


def _check(rows: list[tuple[str, Amounts]]) -> None:
    for (code, amounts), (found, marks) in zip(rows, _read(rows), strict=True):
        assert len(marks) <= 1
        if marks <= {Placement.ARITHMETIC, Placement.EXPLICIT}:
            assert found == amounts, code
        assert [value for value in found if value] == [value for value in amounts if value]


@settings(deadline=None, max_examples=200)
@given(_trees())
def test_what_is_proved_is_what_was_printed(rows: list[tuple[str, Amounts]]) -> None:
    if rows:
        _check(rows)


@settings(deadline=None, max_examples=200)
@given(_trees(low=-99_999))
def test_what_is_proved_is_what_was_printed_with_negative_amounts(rows: list[tuple[str, Amounts]]) -> None:
    if rows and all(basic + project for _, (_, basic, project) in rows):
        _check(rows)


def _many(count: int, off: int) -> list[tuple[str, Amounts]]:
    generator = random.Random(1)
    rows = []
    for number in range(count):
        amount = generator.randint(1, 10**7)
        rows.append((f"208{number:02d}", (amount, amount * (number % 2), amount * (1 - number % 2))))
    basic, project = sum(row[1][1] for row in rows), sum(row[1][2] for row in rows)
    return [("208", (basic + project + off, basic, project + off)), *rows]


@pytest.mark.parametrize(("count", "off"), [(12, 0), (20, 0), (20, 1), (90, 0), (90, 3)])
def test_large_families_stay_bounded_in_time(count: int, off: int) -> None:
    rows = _many(count, off)
    started = time.process_time()
    found = _read(rows)
    assert time.process_time() - started < 10
    for (_, amounts), (cells, marks) in zip(rows[1:], found[1:], strict=True):
        assert marks == {Placement.UNPLACED} or cells == amounts
    if count == 12:
        assert all(marks == {Placement.ARITHMETIC} for _, marks in found[1:])


@pytest.mark.parametrize("filled", [1, 2, 3, 15, 29])
def test_headers_of_thirty_columns_stay_bounded_in_time(filled: int) -> None:
    heads = [wording for wording, header in KNOWN.headers.items() if header.value_type == "amount"][:30]
    codes = ["208", "20801", "20802", "20803"]
    rows = [f"{code} 名 " + " ".join(f"{n + 1}.00" for n in range(filled)) for code in codes]
    started = time.process_time()
    (table,) = plain.read(
        "部门支出总表\n科目编码 科目名称 " + " ".join(heads) + "\n" + "\n".join(rows), KNOWN
    ).tables
    assert time.process_time() - started < 10
    assert [[cell for cell in row.cells if cell.endswith(".00")] for row in table.rows[-4:]] == [
        row.split()[2:] for row in rows
    ]


def test_thirty_label_columns_stay_bounded_in_time() -> None:
    heads = [wording for wording, header in KNOWN.headers.items() if header.value_type in ("text", "code")][
        :28
    ]
    started = time.process_time()
    reading = plain.read(
        "部门支出总表\n" + " ".join(heads) + "\n" + " ".join(f"w{n}" for n in range(14)) + " 1.00\n", KNOWN
    )
    assert time.process_time() - started < 5
    assert reading.lines[-1].text.startswith("w0 w1")


def test_a_number_with_one_column_in_all_placements_is_settled_by_the_sums() -> None:
    """总额 = 合计 + 合计 leaves open under which source of 基本支出 the amount stands, and nothing else."""
    columns = (0, 1, 2, 3, 4, 5, 6)
    sums = [
        placing.Sum(0, (1, 4)),
        placing.Sum(1, (2, 3)),
        placing.Sum(4, (5, 6)),
    ]
    amounts = (900, 600, 600, 300, 300)
    row = placing.Entry(amounts, placing.choices_in_order(len(amounts), columns))
    placing.keep_possible(row, sums, len(columns))
    placing.choose(row, lambda _: 0, lambda choice: -sum(choice))

    assert row.choices == [(0, 1, 2, 4, 5)]
    assert [placing.placement_of(row, index) for index in range(5)] == [
        Placement.ARITHMETIC,
        Placement.ARITHMETIC,
        Placement.PRIOR,
        Placement.ARITHMETIC,
        Placement.PRIOR,
    ]
    assert placing.placement_of(row) is Placement.PRIOR
