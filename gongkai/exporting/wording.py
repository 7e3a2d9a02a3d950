"""Descriptions of the mart, which hold sentences in Chinese and then in English, taken apart."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r".+?(?:[。？！]|[.?!](?=\s|$)|$)", re.DOTALL)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CLAUSE_ENDS = "，。；："
_OPENING, _CLOSING = "（(", "）)"


def by_language(text: str) -> tuple[str, str]:
    """The Chinese and the English sentences of a description, each in their order.

    >>> by_language("金额（元）。Amount in yuan. 上年的列另见。Those of last year are elsewhere.")
    ('金额（元）。上年的列另见。', 'Amount in yuan. Those of last year are elsewhere.')
    """
    chinese: list[str] = []
    english: list[str] = []
    for found in _SENTENCE.findall(text):
        if sentence := " ".join(found.split()):
            (chinese if _is_chinese(sentence) else english).append(sentence)
    return "".join(chinese), " ".join(english)


def first_sentences(text: str) -> tuple[str, str]:
    """The first sentence of each language: of a table it says whether its rows may be added up."""
    chinese, english = by_language(text)
    firsts = [_SENTENCE.match(part) for part in (chinese, english)]
    zh, en = (found[0].strip() if found else "" for found in firsts)
    return zh, en


def label(text: str) -> str:
    """What a column is called in Chinese: the first clause of its description, "" where there is none.

    >>> label("金额（元）。Amount in yuan."), label("单位名称，照印。Name as printed."), label("Amount.")
    ('金额（元）', '单位名称', '')
    """
    chinese, _ = by_language(text)
    depth = 0
    for place, character in enumerate(chinese):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0 and character in _CLAUSE_ENDS:
            return chinese[:place].strip()
    return chinese.strip()


def _is_chinese(sentence: str) -> bool:
    """An English sentence may quote a Chinese word, and begin with it; it ends in another full stop."""
    if sentence.endswith(("。", "？", "！")):
        return True
    return not sentence.endswith((".", "?", "!")) and bool(_CHINESE.search(sentence))
