"""The page: one file that needs nothing else, every text escaped, nothing wider than a phone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gongkai.checking.page import Section, render
from gongkai.checking.pictures import Snapshot
from gongkai.checking.report import Identity, Mended, NotOpened, Place, Report, Term, Words
from gongkai.checking.surroundings import Excerpt, Frame, Group, Role, Shot, ShownCell, ShownRow
from gongkai.checking.terminal import lines
from ingest.names import plain
from tests.python.gongkai.checking.made import ERROR, INFO, Page, document, finding, fixed_widths, report

PHONE = 390
HOSTILE = (
    "</style></title></p><script>alert(1)</script>"
    """<img src=x onerror="alert('1')">{{ 7 * 7 }}&amp;\x1b[31m"""
)


def _hostile() -> tuple[Report, str]:
    """A page on which every text that comes from outside is hostile."""
    place = Place("0123456789abcdef:t1:r2:c3", 1, 1, 2, 3, None, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    term = Term("made", HOSTILE, HOSTILE, Words(HOSTILE, HOSTILE))
    identity = Identity(term, term, HOSTILE, 1, 2, (place, replace(place, cell_id="x", col_no=4)))
    found = replace(
        finding(1, replace(ERROR, zh=HOSTILE), [place], HOSTILE),
        kind=term,
        message=Words(HOSTILE, HOSTILE),
        rivals=(replace(place, cell_id=HOSTILE),),
        mended=Mended(1, 2, HOSTILE, HOSTILE),
        identities=(identity,),
    )
    alike = [replace(finding(number, places=[place], evidence=HOSTILE), kind=term) for number in (2, 3)]
    told = replace(finding(4, INFO, [place], HOSTILE), kind=term)
    made = document(found, *alike, told, name=HOSTILE)
    about = replace(made.about, unit_name=HOSTILE, outcome_reason=HOSTILE, outcome_place=HOSTILE)
    made = replace(made, about=about)
    snapshot = Snapshot("data:image/png;base64,AA==", 400, 200, (0.0, 0.0, 200.0, 100.0))
    frame = Frame(10.0, 20.0, 30.0, 40.0, Role.SUSPECT, "1", HOSTILE)
    row = ShownRow(2, (ShownCell(HOSTILE), ShownCell(HOSTILE, Role.SUSPECT, "1", HOSTILE)))
    group = Group(
        (found, *alike), (Shot(1, snapshot, (frame,)),), (Excerpt(1, (row,)), Excerpt(None, (row,)))
    )
    whole = replace(report(made), not_opened=(NotOpened(HOSTILE, HOSTILE, HOSTILE),))
    return whole, render(whole, [Section(made, (group,))])


@pytest.fixture(scope="module")
def hostile() -> Page:
    return Page(_hostile()[1])


def test_every_text_is_escaped(hostile: Page) -> None:
    assert not {"script", "link", "iframe", "object", "base", "form"} & {one.tag for one in hostile.elements}
    assert [one.attributes["src"] for one in hostile.tagged("img")] == ["data:image/png;base64,AA=="]
    assert not [name for one in hostile.elements for name in one.attributes if name.startswith("on")]
    shown = plain(" ".join(HOSTILE.split()))
    body = hostile.tagged("body")[0].text
    assert "49" not in body
    assert body.count(shown) > 20
    assert [one.attributes["data-cell"] for one in hostile.of("frame")] == [plain(HOSTILE)]
    assert hostile.tagged("h2")[0].text == shown


def test_a_terminal_is_not_steered_by_what_a_document_prints() -> None:
    told = lines(_hostile()[0])
    assert len(told) > 10
    assert all(line.isprintable() for line in told)


def test_the_page_needs_nothing_else(hostile: Page) -> None:
    for element in hostile.elements:
        for name in ("src", "href", "action", "data", "poster", "srcset", "background"):
            assert element.attributes.get(name, "#").startswith(("#", "data:"))
    styles = hostile.tagged("style")[0].text + " ".join(
        one.attributes.get("style", "") for one in hostile.elements
    )
    assert not re.search(r"url\(|@import|expression", styles)
    policy = [one.attributes["content"] for one in hostile.tagged("meta") if "content" in one.attributes]
    assert any("default-src 'none'" in content for content in policy)
    named = [one.attributes["id"] for one in hostile.elements if "id" in one.attributes]
    assert len(named) == len(set(named))
    linked = [one.attributes["href"][1:] for one in hostile.tagged("a")]
    assert linked and set(linked) <= set(named)


def test_no_element_must_be_wider_than_a_phone(hostile: Page) -> None:
    assert [width for width in fixed_widths(hostile) if width > PHONE] == []
    views = [
        one.attributes["content"]
        for one in hostile.tagged("meta")
        if one.attributes.get("name") == "viewport"
    ]
    assert views == ["width=device-width, initial-scale=1"]


def test_a_width_that_would_not_fit_is_found() -> None:
    made = Page(
        '<style>.a { max-width: 900px; min-width: 500px }</style><p style="width:640px;--across:999">x</p>'
    )
    assert fixed_widths(made) == [500, 640]


def test_labels_stand_in_both_languages(hostile: Page) -> None:
    assert hostile.tagged("html")[0].attributes["lang"] == "zh-CN"
    english = {one.text for one in hostile.elements if one.attributes.get("lang") == "en"}
    assert {"printed", "expected", "header", "What is proved and what is not", "For information"} <= english


def test_findings_that_say_the_same_stand_together(hostile: Page) -> None:
    assert len(hostile.of("finding")) == 2
    assert [one.tag for one in hostile.elements if one.attributes.get("id") in ("d1-2", "d1-3")] == [
        "li",
        "li",
    ]


def test_what_is_proved_follows_the_vocabulary(hostile: Page) -> None:
    assert [one.text for one in hostile.of("proof")] == ["有据 Sure", "无据 Open"]
    shares = [one.attributes["style"] for one in hostile.tagged("span") if "style" in one.attributes]
    assert shares == ["width:75.00%", "width:25.00%"]
