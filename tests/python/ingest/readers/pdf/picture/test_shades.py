"""What is ink, and what fades."""

from __future__ import annotations

import numpy as np

from ingest.readers.pdf.picture.shades import grey, ink, light
from tests.python.ingest.readers.pdf.picture.drawn import blank_paper


def test_single_specks_are_no_ink() -> None:
    paper = blank_paper()
    paper[100, 100] = 0
    paper[200:202, 200] = 0
    assert not ink(paper).any()


def test_a_stamp_fades_and_black_text_under_it_stays() -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[40:160, 40:160] = (40, 30, 215)  # blue, green, red
    page[90:100, 20:180] = (10, 5, 60)
    dark = ink(grey(page))
    assert dark[90:100, 20:180].all()
    assert not dark[:88].any() and not dark[102:].any()
    assert ink(light(page))[41, 41]
