"""docs/questions.md: every query gives its answer, and the documents print it.

The documents are not part of the project; on a machine without them the answers are not checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import duckdb
import pytest

from gongkai.running.home import PROJECT
from tests.python.whole.real import TEXTS, pages

PAGE = (PROJECT / "docs" / "questions.md").read_text(encoding="utf-8")
MOST_LINES = 20
_SECTION = re.compile(
    r"```sql\n(.*?)```\n\n答案 / answer:([^\n]*)\n\n(.*?)\n\n所印 / printed:\n\n(.*)", re.DOTALL
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

with_documents = pytest.mark.skipif(not TEXTS, reason="no real documents beside the project")


@dataclass(frozen=True)
class Printed:
    """A figure as a document prints it: the page of a PDF, else the title that it stands under."""

    document: str
    place: str
    text: str


@dataclass(frozen=True)
class Question:
    """One section of the page; `within` is what the rounding of lines makes."""

    title: str
    sql: str
    is_counted: bool
    within: Decimal
    columns: tuple[str, ...]
    answer: tuple[tuple[str, ...], ...]
    printed: tuple[Printed, ...]


def rows(table: str) -> list[tuple[str, ...]]:
    """The cells of a table of the page, without its rule."""
    lines = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()]
    return [line for number, line in enumerate(lines) if number != 1]


def questions(page: str) -> list[Question]:
    """The sections of a page of questions."""
    found = []
    for section in re.split(r"^## \d+\. ", page, flags=re.MULTILINE)[1:]:
        parts = _SECTION.search(section)
        assert parts is not None, section
        sql, told, answer, printed = parts.groups()
        within = re.search(r"within ([\d.]+)", told)
        table = rows(answer)
        found.append(
            Question(
                title=section.splitlines()[0],
                sql=sql.strip(),
                is_counted="counted" in told,
                within=Decimal(within[1]) if within else Decimal(0),
                columns=table[0],
                answer=tuple(table[1:]),
                printed=tuple(
                    Printed(document.strip("`"), place, text)
                    for document, place, text in rows(printed.strip())[1:]
                ),
            )
        )
    return found


def number(text: str) -> Decimal | None:
    """A figure without its commas; None for words."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def packed(text: str) -> str:
    """Text as compared: without blanks, rules of tables and marks, full-width signs in one form."""
    folded = text.translate(str.maketrans("，：（）", ",:()"))
    return re.sub(r"[\s|]|<[^<>]{1,4}>", "", folded)


def stands(printed: Printed) -> bool:
    """Whether the document prints the text, with some words at … : on that page, or after that title."""
    wording = re.compile(".{0,60}?".join(re.escape(part) for part in packed(printed.text).split("…")))
    page = re.fullmatch(r"p\. (\d+)", printed.place)
    if page:
        return bool(wording.search(packed(pages(printed.document)[int(page[1]) - 1])))
    _, title, after = packed(pages(printed.document)[0]).partition(packed(printed.place))
    return bool(title) and bool(wording.search(after))


QUESTIONS = questions(PAGE)


def test_there_are_forty_questions_or_more_of_few_lines() -> None:
    assert len(QUESTIONS) >= 40
    assert [q.title for q in QUESTIONS if len(q.sql.splitlines()) > MOST_LINES] == []
    assert len({q.sql for q in QUESTIONS}) == len(QUESTIONS)


@with_documents
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title[:20])
def test_the_query_gives_the_answer(real_mart: duckdb.DuckDBPyConnection, question: Question) -> None:
    told = real_mart.execute(question.sql)
    assert tuple(column[0] for column in told.description or ()) == question.columns
    found = told.fetchall()
    assert len(found) == len(question.answer)
    for row, expected in zip(found, question.answer, strict=True):
        for value, cell in zip(row, expected, strict=True):
            amount = number(cell)
            if amount is None or isinstance(value, str):
                assert (value or "") == cell
            else:
                assert abs(Decimal(str(value)) - amount) < Decimal("0.005")


@with_documents
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title[:20])
def test_the_documents_print_the_answer(question: Question) -> None:
    """Every figure of the answer stands in a printed text; one that is counted is their number."""
    assert [printed for printed in question.printed if not stands(printed)] == []
    figures = [
        number(figure) or Decimal(0)
        for printed in question.printed
        for figure in _NUMBER.findall(printed.text)
    ]
    for name in range(len(question.columns)):
        if not question.columns[name].endswith(("_cny", "_wan", "_number", "_printed")):
            continue
        for row in question.answer:
            amount = number(row[name])
            assert amount is None or any(abs(amount - figure) <= question.within for figure in figures), row
    if question.is_counted:
        assert number(question.answer[0][0]) == len(question.printed)


def test_a_figure_that_is_not_printed_there_is_seen() -> None:
    page = PAGE.replace("| 支 出 总 计 2,177.28 |", "| 支 出 总 计 2,177.29 |", 1)
    assert page != PAGE
    if TEXTS:
        assert not stands(questions(page)[0].printed[0])
        assert stands(questions(PAGE)[0].printed[0])
