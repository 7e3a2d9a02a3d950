"""Where a section of a text layer begins and ends, and what in it is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Line
from ingest.readers.textlayer.blocks import Section
from ingest.readers.textlayer.lines import SectionReader
from ingest.text import bare
from ingest.wordings import Wordings

_SENTENCE = re.compile(r"[。;；,，]")
_LONGEST_TITLE = 60


def sections_of(lines: Sequence[Line], known: Wordings) -> list[Section]:
    """The lines of one stretch cut at the titles, each section read; a title alone makes none."""
    vertical = _vertical_lines(lines)
    sections: list[Section] = []
    body: list[Line] = []
    title = ""

    def close() -> None:
        if body:
            sections.append(SectionReader(title, known).read(body, vertical))

    for line in lines:
        if is_title(line.text, known):
            close()
            title, body = line.text, []
        else:
            body.append(line)
    close()
    return sections


def is_title(text: str, known: Wordings) -> bool:
    """A short line without sentence marks that holds the title of a statement."""
    words = bare(text)
    if len(words) > _LONGEST_TITLE or _SENTENCE.search(words):
        return False
    return any(title in words for title in known.titles)


def _vertical_lines(lines: Sequence[Line]) -> set[int]:
    """Numbers of lines that spell a merged cell downwards, one character a line."""
    vertical: set[int] = set()
    run: list[int] = []
    for line in lines:
        if len(line.text) == 1 and not line.text.isascii():
            run.append(line.line_no)
            continue
        if len(run) >= 3:
            vertical.update(run)
        run = []
    if len(run) >= 3:
        vertical.update(run)
    return vertical
