"""The rules drawn on a picture give the cells of its tables."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ingest.readers.pdf import ruled
from ingest.readers.pdf.picture.raster import DOTS_PER_POINT as DOTS
from ingest.readers.pdf.picture.raster import Picture
from ingest.readers.pdf.picture.ruling import ruling
from ingest.readers.pdf.picture.shades import ink
from tests.python.ingest.readers.pdf.picture.drawn import TABLE, across, blank_paper, down, draw, draw_table


def _cells(paper: Picture) -> list[list[tuple[float, ...]]]:
    """Boxes of the cells of every table found, to half a point."""
    rules = ruling(ink(paper))
    return [
        [tuple(round(place - 0.3) for place in box) for box in grid.boxes]
        for grid in ruled.grids(rules.across, rules.down)
    ]


def test_rules_of_a_drawn_table_give_its_cells() -> None:
    paper = blank_paper()
    draw_table(paper)
    assert _cells(paper) == [TABLE]


def test_noise_uneven_light_and_small_gaps_do_not_hide_rules() -> None:
    paper = blank_paper()
    draw_table(paper)
    chance = np.random.default_rng(0)
    gaps = chance.random(paper.shape) < 0.03
    paper[gaps] = 255
    lit = np.linspace(0.6, 1.0, paper.shape[1])
    noisy = paper * lit + chance.normal(0, 6, paper.shape)
    assert _cells(np.clip(noisy, 0, 255).astype(np.uint8)) == [TABLE]


def test_an_outer_rule_too_faint_to_see_is_where_the_vertical_ones_end() -> None:
    paper = blank_paper()
    across(paper, 100, 40, 340)
    for x in (40, 140, 340):
        down(paper, x, 50, 150)
    assert _cells(paper) == [
        [(40, 50, 140, 100), (140, 50, 340, 100), (40, 100, 140, 150), (140, 100, 340, 150)]
    ]


def test_a_cell_over_two_rows_between_split_ones_stays_whole() -> None:
    paper = blank_paper()
    for y in (50, 100):
        across(paper, y, 40, 340)
    for x in (40, 140, 240, 340):
        down(paper, x, 50, 100)
    for left in (40, 240):
        across(paper, 75, left, left + 100)
        down(paper, left + 50, 75, 100)
    (cells,) = _cells(paper)
    assert (140, 50, 240, 100) in cells
    assert len(cells) == 7


def test_a_table_of_one_low_row_is_found() -> None:
    paper = blank_paper()
    for y in (50, 65):
        across(paper, y, 40, 340)
    for x in (40, 140, 340):
        down(paper, x, 50, 65)
    assert _cells(paper) == [[(40, 50, 140, 65), (140, 50, 340, 65)]]


def test_shaded_cells_keep_their_rules() -> None:
    paper = blank_paper()
    draw(paper, 40, 50, 340, 80, 215)
    draw_table(paper)
    assert _cells(paper) == [TABLE]


def test_strokes_of_text_are_no_rules() -> None:
    paper = blank_paper()
    draw_table(paper)
    for x in range(50, 130, 11):
        across(paper, 90, x, x + 10)  # a row of 一
    down(paper, 190, 84, 95)  # the stroke of a 中
    across(paper, 180, 40, 200)  # an underline
    assert _cells(paper) == [TABLE]


def test_an_arc_of_a_stamp_is_no_rule() -> None:
    paper = blank_paper()
    draw_table(paper)
    image = Image.fromarray(paper)
    box = [side * DOTS for side in (170, 20, 270, 120)]
    ImageDraw.Draw(image).ellipse(box, outline=60, width=round(3.5 * DOTS))
    assert _cells(np.asarray(image)) == [TABLE]


def test_the_pixels_of_rules_are_told_from_those_of_text() -> None:
    paper = blank_paper()
    draw_table(paper)
    draw(paper, 60, 86, 90, 94)
    dark = ink(paper)
    text = dark & ~ruling(dark).drawn
    expected = np.zeros_like(text)
    expected[round(86 * DOTS) : round(94 * DOTS), round(60 * DOTS) : round(90 * DOTS)] = True
    assert np.array_equal(text, dark & expected)
    assert text.any()
