"""Where a section of a text layer begins and ends, and what in it is no text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Line
from ingest.readers.textlayer.blocks import Section
from ingest.readers.textlayer.lines import SectionReader
from ingest.titles import known_title
from ingest.wordings import Wordings


def sections_of(lines: Sequence[Line], known: Wordings) -> list[Section]:
    """The lines of one stretch cut at the titles, each section read; a title alone makes none."""
    vertical = _vertical_lines(lines)
    sections: list[Section] = []
    body: list[Line] = []
    title = ""

    def close() -> None:
        if body:
            sections.extend(SectionReader(title, known).read(body, vertical))

    for line in lines:
        if known_title(line.text, known):
            close()
            title, body = line.text, []
        else:
            body.append(line)
    close()
    return sections


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
