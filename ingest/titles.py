"""Titles of tables, read whole: what a line says when number, name, year, unit and remarks are taken off.

Why a reader needs it: in a text layer a table begins where the title of one stands, and nothing else tells.
A line that merely holds a title, a sentence or the title of another table, opens none. The models
`int_title_texts` and `int_titles_read` read titles by the same rules; a test compares both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text import bare
from ingest.wordings import Wordings

YEAR = r"[(]?(?:20[0-9]{2}|二[〇零○0][一二三四五六七八九〇零○0]{2})(?:财政)?年?度?[)]?"
_DIGITS = "(?:[0-9]{1,3}|[一二三四五六七八九十〇零百]{1,4})"
_MARKS = re.compile('["“”‘’″〝〞＂「」『』《》【】]|^[#*★●◆■·]+')
_SENTENCE = re.compile(r"[。;!?,]|[.·…]{3,}")
_NAME = re.compile(r"[一-鿿A-Za-z0-9()·、〇○]{0,40}")
_LONGEST, _LONGEST_WORDING = 80, 45


@dataclass(frozen=True, slots=True)
class _Forms:
    """Patterns of what may stand around a title, in the words of the seeds."""

    ending: re.Pattern[str]
    label: re.Pattern[str]
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    behind: re.Pattern[str]
    never: re.Pattern[str]
    number: re.Pattern[str]
    kind: re.Pattern[str]
    stop: re.Pattern[str]
    sentence_word: re.Pattern[str]
    name_ending: re.Pattern[str]


def known_title(text: str, known: Wordings) -> str | None:
    """The known wording that `text` is when all that may stand around a title is taken off; None for others.

    >>> from ingest.wordings import load
    >>> known = load()
    >>> known_title("附件4-1 某某县水务局2023年收支总表(单位:万元)", known)
    '收支总表'
    >>> known_title("见2023年收支总表", known), known_title("项目支出决算明细总表", known)
    (None, None)
    """
    words = bare(text)
    forms = _forms(known)
    if len(words) > _LONGEST or not forms.ending.search(words):
        return None
    key = _MARKS.sub("", words)
    if forms.never.match(key) or _SENTENCE.search(key):
        return None
    title = forms.label.sub("", key, count=1)
    for spelling, read_as in forms.spellings:
        title = spelling.sub(read_as, title, count=1)
    title = forms.behind.sub("", title)
    for length in range(min(len(title), _LONGEST_WORDING), 0, -1):
        wording = title[-length:]
        if wording in known.titles:
            is_free = known.titles[wording]
            return wording if is_free or _may_stand_before(title[:-length], forms) else None
    return None


def _may_stand_before(front: str, forms: _Forms) -> bool:
    """True for nothing, or the number of the table, a name and a year."""
    year = re.search(YEAR, front)
    before, behind = (front[: year.start()], front[year.end() :]) if year else ("", front)
    before, behind = (forms.kind.sub("", forms.number.sub("", name)) for name in (before, behind))
    names = before + behind
    if forms.sentence_word.search(names) or not _NAME.fullmatch(names):
        return False
    if behind and not forms.name_ending.search(behind):
        return False
    return not before or bool(forms.name_ending.search(before)) or not forms.stop.search(before)


_COMPILED: dict[str, _Forms] = {}


def _forms(known: Wordings) -> _Forms:
    if known.fingerprint not in _COMPILED:
        _COMPILED[known.fingerprint] = _compiled(known)
    return _COMPILED[known.fingerprint]


def _compiled(known: Wordings) -> _Forms:
    words = {use: _any(wordings) for use, wordings in known.uses.items()}
    fronts = words["title_number_front"]
    endings = "|".join(
        (
            words["title_name_ending"],
            words["title_place_ending"],
            words["title_government_front"],
            _any(known.publisher_endings),
        )
    )
    number = (
        rf"(?:\[?(?:(?:{fronts})+[-:]?|第)?(?:[A-Za-z]{{1,6}}[-_]?)?{_DIGITS}"
        rf"(?:[-—–_.]{_DIGITS})*(?:表|号|张)?\]?[-—:.、]*"
        rf"|\[?[(](?:{fronts})*{_DIGITS}[)]\]?[、.]*|[①-⒛][、.]*"
        rf"|(?:{fronts})+[-:、]+)+"
    )
    return _Forms(
        re.compile(_any(tuple({wording[-2:] for wording in known.titles}))),
        re.compile(rf"[(]?(?:{words['title_label']}).*$"),
        (
            (re.compile(rf"[(](?:{words['title_economic_remark']})[)]"), "(经济分类)"),
            (re.compile(rf"[(](?:{words['title_government_economic_remark']})[)]"), "(政府经济分类)"),
            (re.compile(rf"[(](?:{words['title_function_remark']})[)]"), "(功能分类)"),
            (re.compile(words["title_direction"]), "对下"),
            (re.compile(words["title_place_word"]), "分地区"),
            (re.compile(words["title_item_word"]), "分项目"),
        ),
        re.compile(
            rf"(?:[(](?:{words['title_remark']}|人民币|{_any(known.money_units)}|续?[一二三四五六七八九十0-9]{{1,3}})[)]"
            rf"|{YEAR}(?:(?:{words['title_remark']})[)])?|[(]?续表?[)]?|[(]?第[0-9]+页.*|[-—:、]|[(]?(?:{fronts})+[0-9]{{1,3}}表[)]?)+$"
        ),
        re.compile(rf"[(]?(?:{words['title_never_front']})"),
        re.compile(rf"^(?:{number})"),
        re.compile(rf"(?:{words['title_kind']}|[-—_:·、])+$"),
        re.compile(words["title_stop"]),
        re.compile(words["title_sentence_word"]),
        re.compile(rf"(?:{endings})$"),
    )


def _any(wordings: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(wordings, key=lambda wording: (-len(wording), wording))))
