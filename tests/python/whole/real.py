"""The real documents, where they lie beside the project, and two mutilated copies of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2

from gongkai.running.home import PROJECT

SHARED = PROJECT.parent / "shared"
DOCUMENTS = SHARED / "documents"
TEXTS = sorted(DOCUMENTS.glob("*.txt"))
PRINTED = sorted(path for path in DOCUMENTS.glob("*") if path.suffix in {".pdf", ".xls", ".xlsx"})


def renamed(folder: Path) -> Path:
    """A grid as printed with a column heading that no seed knows."""
    text = (DOCUMENTS / "bazhong_2022_budget.txt").read_text(encoding="utf-8")
    path = folder / "renamed.txt"
    path.write_text(text.replace("\t人员经费\t\t公用经费", "\t全体职工支出\t\t公用经费"), encoding="utf-8")
    return path


def misnamed(folder: Path) -> Path:
    """A text layer with a column heading that no seed knows."""
    text = (DOCUMENTS / "qijiang_2023_budget.txt").read_text(encoding="utf-8")
    path = folder / "misnamed.txt"
    path.write_text(re.sub("(?m)^(科目编码 科目名称 小计) 基本支出", r"\1 根本开支", text), encoding="utf-8")
    return path


@cache
def pages(document: str) -> tuple[str, ...]:
    """The text of each page of a PDF; of another document its one text."""
    path = DOCUMENTS / document
    if path.suffix != ".pdf":
        return (path.read_text(encoding="utf-8"),)
    with pypdfium2.PdfDocument(path) as opened:
        return tuple(page.get_textpage().get_text_range() for page in opened)
