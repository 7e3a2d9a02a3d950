"""`gongkai trace`: the picture frames the number that the page prints, and everything else is said.

Whether a frame stands right is not asked of the boxes in the warehouse: the frame is found in the picture
by its colour, PDFium turns its inside back into a place on the page, and the text there is compared.
"""

from __future__ import annotations

import shutil
from ctypes import byref, c_double
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gongkai.cli import main
from gongkai.running.home import Home, reading_build, reading_mart
from gongkai.tracing.trace import CELL_COLOUR, HEADER_COLOUR, ROW_COLOUR
from ingest.files import document_id
from publish.evidence import Mark, Picture, Style, draw
from tests.fixtures import PDF
from tests.python.gongkai.command import Command

Pixels = npt.NDArray[np.uint8]
Rectangle = tuple[int, int, int, int]

SAMPLE_PDF = "ziyuan_culture_2024_budget.pdf"
NAMES = (
    "01_merged_header", "02_merged_body", "06_rotate_90", "06_rotate_180", "06_rotate_270", "06_sideways",
    "10_text_and_table", "11_aligned", "20_form_fields",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The fixtures, loaded and not built. Not to be changed."""
    made = Home(tmp_path_factory.mktemp("pages") / "home")
    files = [str(PDF / f"{name}.pdf") for name in NAMES]
    assert main(["load", *files, "--home", str(made.root)]) == 0
    return made


def _id(path: Path) -> str:
    return document_id(path.read_bytes())


def _seen(path: Path) -> Pixels:
    return np.asarray(Image.open(path).convert("RGB"))


def _of_colour(picture: Pixels, colour: str) -> npt.NDArray[np.bool_]:
    wanted = np.array(list(bytes.fromhex(colour[1:])), np.uint8)
    found: npt.NDArray[np.bool_] = (picture == wanted).all(axis=2)
    return found


def _around(where: npt.NDArray[np.bool_]) -> Rectangle:
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _framed(picture: Pixels) -> Rectangle:
    """The inside of the one frame; all four sides of it must be drawn."""
    is_frame = _of_colour(picture, CELL_COLOUR)
    left, top, right, bottom = _around(is_frame)
    for side in (
        is_frame[top, left:right],
        is_frame[bottom - 1, left:right],
        is_frame[top:bottom, left],
        is_frame[top:bottom, right - 1],
    ):
        assert side.all()
    inside = ~is_frame[top:bottom, left:right]
    x0, y0, x1, y1 = _around(inside)
    assert inside[y0:y1, x0:x1].all()
    return left + x0, top + y0, left + x1, top + y1


def _ink(picture: Pixels, where: Rectangle) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = where
    dark: npt.NDArray[np.bool_] = picture[top:bottom, left:right].max(axis=2) < 110
    return dark


def _same_ink(picture: Pixels, source: Path, where: Rectangle, quarters: int = 0) -> float:
    """Share of the ink there, 0 to 1, that PDFium draws too when it turns the page by quarters itself."""
    with pypdfium2.PdfDocument(source) as document:
        shown = document[0].render(scale=2, rotation=90 * quarters).to_pil().convert("RGB")
    ours, theirs = _ink(picture, where), _ink(np.asarray(shown), where)
    assert ours.any()
    return float((ours & theirs).sum() / (ours | theirs).sum())


def _printed(path: Path, where: Rectangle, page_no: int = 1, quarters: int = 0) -> str:
    """Text that PDFium finds on the page below those pixels of a picture with two pixels a point."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[page_no - 1]
        width, height = page.get_size()
        if quarters % 2:
            width, height = height, width
        corners = []
        for x, y in (where[:2], where[2:]):
            page_x, page_y = c_double(), c_double()
            shown = (0, 0, round(width * 2), round(height * 2), quarters, x, y)
            assert raw.FPDF_DeviceToPage(page, *shown, byref(page_x), byref(page_y))
            corners.append((page_x.value, page_y.value))
        (x0, y0), (x1, y1) = corners
        text: str = page.get_textpage().get_text_bounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return "".join(text.split())


# --- pages as pictures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place", "quarters", "expected"),
    [
        ("01_merged_header", "t1:r5:c4", 0, "1,265.52"),
        ("01_merged_header", "t2:r5:c5", 0, "18,150.00"),
        ("02_merged_body", "t1:r3:c3", 0, "培训教师人次"),
        ("06_rotate_90", "t1:r5:c4", 0, "2,013.00"),
        ("06_rotate_180", "t1:r5:c4", 0, "2,013.00"),
        ("06_rotate_270", "t1:r9:c5", 0, "2,070.77"),
        ("06_sideways", "t1:r5:c4", 1, "2,013.00"),
        ("06_sideways", "t1:r3:c3", 1, "24,979.19"),
        ("11_aligned", "t1:r5:c4", 0, "4,345.50"),
    ],
)
def test_the_frame_surrounds_what_the_page_prints(
    gongkai: Command, pages: Home, tmp_path: Path, name: str, place: str, quarters: int, expected: str
) -> None:
    source = PDF / f"{name}.pdf"
    target = tmp_path / "new" / "cell.png"
    code, said, _ = gongkai(pages, "trace", f"{_id(source)}:{place}", "--output", target)
    assert code == 0
    assert f"printed text: {expected}" in said
    assert f"picture: {target}" in said
    picture = _seen(target)
    where = _framed(picture)
    assert _same_ink(picture, source, where, quarters) > 0.5
    assert _printed(source, where, quarters=quarters) == expected


def test_the_row_of_the_cell_is_tinted_and_no_other(gongkai: Command, pages: Home, tmp_path: Path) -> None:
    source = PDF / "06_rotate_90.pdf"
    gongkai(pages, "trace", f"{_id(source)}:t1:r5:c4", "--output", tmp_path / "cell.png")
    picture = _seen(tmp_path / "cell.png")
    _, top, _, bottom = _framed(picture)
    left, band_top, right, band_bottom = _around(_of_colour(picture, ROW_COLOUR))
    assert abs(band_top - top) <= 3 and abs(band_bottom - bottom) <= 3
    row = _printed(source, (left, band_top, right, band_bottom))
    assert row == "2050202小学教育3,207.252,013.001,194.25"


def test_a_covered_place_leads_to_the_merged_cell(gongkai: Command, pages: Home, tmp_path: Path) -> None:
    source = PDF / "02_merged_body.pdf"
    code, _, _ = gongkai(pages, "trace", f"{_id(source)}:t1:r5:c1", "--output", tmp_path / "cell.png")
    assert code == 0
    picture = _seen(tmp_path / "cell.png")
    assert _printed(source, _framed(picture)) == "产出指标"


def test_a_line_of_text_is_framed(gongkai: Command, pages: Home, tmp_path: Path) -> None:
    source = PDF / "10_text_and_table.pdf"
    code, said, _ = gongkai(pages, "trace", f"{_id(source)}:l12", "--output", tmp_path / "line.png")
    assert code == 0
    assert "printed text: 【三、下文接在表后。】" in said
    assert "右侧" not in said and "项目支出分两年执行。" in said
    assert _printed(source, _framed(_seen(tmp_path / "line.png")), 2) == "三、下文接在表后。"


def test_the_value_of_a_form_field_stands_in_the_frame(gongkai: Command, pages: Home, tmp_path: Path) -> None:
    source = PDF / "20_form_fields.pdf"
    _, said, _ = gongkai(pages, "trace", f"{_id(source)}:t1:r2:c3", "--output", tmp_path / "cell.png")
    assert "printed text: 1,234.50" in said
    picture = _seen(tmp_path / "cell.png")
    left, top, right, bottom = _framed(picture)
    assert _ink(picture, (left + 6, top + 6, right - 6, bottom - 6)).any()


def test_a_page_that_is_cropped_and_turned(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    source = tmp_path / "cropped.pdf"
    canvas = Canvas(str(source), pagesize=(595, 842))
    canvas.setCropBox((40, 30, 560, 800))
    canvas.setPageRotation(270)
    for row in range(3):
        for column in range(3):
            canvas.rect(100 + 100 * column, 400 + 40 * row, 100, 40)
            canvas.drawString(120 + 100 * column, 415 + 40 * row, f"{10 * row + column + 100}.00")
    canvas.save()
    assert gongkai(empty, "load", source)[0] == 0
    with reading_build(empty) as build:
        found = build.execute(
            "select row_no, list_position(cells, '112.00') from raw.rows where list_contains(cells, '112.00')"
        ).fetchall()
    row_no, col_no = found[0]
    key = f"{_id(source)}:t1:r{row_no}:c{col_no}"
    assert gongkai(empty, "trace", key, "--output", tmp_path / "cell.png")[0] == 0
    # text runs upwards as the page is shown: the reader turns it back
    picture = _seen(tmp_path / "cell.png")
    where = _framed(picture)
    assert _same_ink(picture, source, where, quarters=1) > 0.5
    assert _printed(source, where, quarters=1) == "112.00"


def test_a_very_large_page_makes_no_very_large_picture(tmp_path: Path) -> None:
    source = tmp_path / "poster.pdf"
    canvas = Canvas(str(source), pagesize=(14_000, 7_000))
    canvas.drawString(7_000, 3_500, "1.00")
    canvas.save()
    mark = Mark((7_000, 3_400, 7_200, 3_600), CELL_COLOUR, Style.FRAME)
    draw(source.read_bytes(), [Picture(1, (mark,), tmp_path / "poster.png")])
    picture = _seen(tmp_path / "poster.png")
    assert picture.shape == (3_000, 6_000, 3)
    left, top, right, bottom = _framed(picture)
    assert abs(left - 3_000) <= 2 and abs(bottom - top - 86) <= 2 and right > left


# --- with a built warehouse -----------------------------------------------------------------------


def _fact(home: Home, file_name: str, condition: str) -> tuple[str, str, str, int]:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select budget_line_key, cell_id, amount_printed, page_no from mart.rpt_budget_lines"
            f" where document_file = ? and {condition} order by cell_id",
            [file_name],
        ).fetchall()
    key, cell_id, amount, page_no = found[0]
    return str(key), str(cell_id), str(amount), int(page_no)


def test_the_headers_above_the_cell_are_tinted(gongkai: Command, home: Home, samples: list[Path]) -> None:
    source = next(path for path in samples if path.name == SAMPLE_PDF)
    key, cell_id, amount, page_no = _fact(
        home, SAMPLE_PDF, "statement_code = 'revenue_expenditure_summary' and side = 'expenditure'"
    )
    code, said, _ = gongkai(home, "trace", key)
    assert code == 0
    target = home.root / "evidence" / f"{cell_id.replace(':', '_')}.png"
    assert f"picture: {target}" in said
    picture = _seen(target)
    assert _printed(source, _framed(picture), page_no) == amount
    header = next(line for line in said.splitlines() if "header: " in line).split("header: ")[1]
    wordings = header.split(" > ")
    assert len(wordings) > 1
    is_header = _of_colour(picture, HEADER_COLOUR)
    rows = np.flatnonzero(is_header.any(axis=1))
    levels = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    levels = [level for level in levels if len(level) > 5]
    printed = []
    for level in levels:
        columns = np.flatnonzero(is_header[level].any(axis=0))
        where = (int(columns[0]), int(level[0]), int(columns[-1]) + 1, int(level[-1]) + 1)
        printed.append(_printed(source, where, page_no))
    assert printed == wordings


def test_a_workbook_gets_a_grid_and_no_picture(gongkai: Command, home: Home) -> None:
    _, cell_id, amount, _ = _fact(
        home, "qingchuan_water_2024_budget.xlsx", "statement_code = 'expenditure_summary'"
    )
    code, said, _ = gongkai(home, "trace", cell_id, "--open")
    assert code == 0
    grid = said[said.index("行 / row") :].split("\n\n")[0]
    assert grid.count(f"【{amount}】") == 1
    assert "科目" in grid.splitlines()[2]
    assert "no picture" in said
    assert not (home.root / "evidence" / f"{cell_id.replace(':', '_')}.png").exists()


def test_an_amount_within_a_cell_leads_to_the_cell(gongkai: Command, home: Home) -> None:
    _, cell_id, _, _ = _fact(home, SAMPLE_PDF, "table_no is not null")
    assert gongkai(home, "trace", f"{cell_id}:p1")[1] == gongkai(home, "trace", cell_id)[1]


def test_a_document_is_drawn_with_its_roles(gongkai: Command, home: Home, tmp_path: Path) -> None:
    code, said, _ = gongkai(home, "trace", "--document", SAMPLE_PDF, "--output", tmp_path / "drawn")
    assert code == 0
    drawn = sorted(path.name for path in (tmp_path / "drawn").iterdir())
    assert drawn == [f"page_{page_no:04d}.png" for page_no in range(2, 2 + len(drawn))]
    assert "revenue_expenditure_summary" in said and "recognised by: title" in said
    assert "legend" in said
    table = said[said.index("table 2:") : said.index("table 3:")]
    assert [line.split() for line in table.splitlines() if "支出" in line and "amount" in line] == [
        ["4", "基本支出", "amount"], ["5", "项目支出", "amount"],
    ]  # fmt: skip
    picture = _seen(tmp_path / "drawn" / "page_0002.png")
    assert _of_colour(picture, "#a8e6a3").any() and _of_colour(picture, "#ffd9a0").any()


def test_an_amount_left_out_is_hatched_and_named(
    gongkai: Command, copied: Home, samples: list[Path], tmp_path: Path
) -> None:
    _, cell_id, amount, page_no = _fact(copied, SAMPLE_PDF, "statement_code = 'general_public_expenditure'")
    arguments = ("trace", "--document", cell_id.split(":")[0], "--output", tmp_path / "drawn")
    target = tmp_path / "drawn" / f"page_{page_no:04d}.png"
    _, said, _ = gongkai(copied, *arguments)
    assert "amounts left out: " not in said
    before = _seen(target)
    with duckdb.connect(str(copied.build_file)) as build:
        build.execute("update mart.qc_amount set is_line = false where cell_id = ?", [cell_id])
    _, said, _ = gongkai(copied, *arguments)
    assert f"amounts left out: 1: {cell_id}" in said
    after = _seen(target)
    # the notes below the page differ too
    page = slice(0, min(len(before), len(after)) - 120)
    changed = _around((before[page] != after[page]).any(axis=2))
    source = next(path for path in samples if path.name == SAMPLE_PDF)
    assert _printed(source, changed, page_no) == amount


# --- what can go wrong ----------------------------------------------------------------------------


def test_a_model_that_is_missing_from_the_build_is_told(gongkai: Command, copied: Home) -> None:
    """Trace once printed `?` for all that it could not read, and ended as if nothing were wrong."""
    _, cell_id, _, _ = _fact(copied, SAMPLE_PDF, "statement_code = 'general_public_expenditure'")
    with duckdb.connect(str(copied.build_file)) as build:
        build.execute("drop table mart.qc_table_row")
    for arguments in ([cell_id], ["--document", cell_id.split(":")[0]]):
        code, _, told = gongkai(copied, "trace", *arguments)
        assert code == 1
        assert "qc_table_row" in told and "gongkai build --full" in told


@pytest.fixture
def moved(gongkai: Command, empty: Home, tmp_path: Path) -> Path:
    """A PDF that was loaded into the empty home, at a place where it may be changed."""
    source = tmp_path / "moved.pdf"
    shutil.copy(PDF / "01_merged_header.pdf", source)
    assert gongkai(empty, "load", source)[0] == 0
    return source


def test_a_file_that_is_gone_still_says_what_it_printed(gongkai: Command, empty: Home, moved: Path) -> None:
    key = f"{_id(moved)}:t1:r5:c4"
    moved.unlink()
    code, said, wrong = gongkai(empty, "trace", key)
    assert code == 3
    assert "printed text: 1,265.52" in said and "picture: " not in said
    assert str(moved) in wrong and "put it back" in wrong
    assert not (empty.root / "evidence").exists()


def test_a_file_that_has_changed_is_not_drawn(gongkai: Command, empty: Home, moved: Path) -> None:
    key = f"{_id(moved)}:t1:r5:c4"
    shutil.copy(PDF / "02_merged_body.pdf", moved)
    code, said, wrong = gongkai(empty, "trace", key)
    assert code == 3
    assert "printed text: 1,265.52" in said
    assert "has changed" in wrong
    assert gongkai(empty, "trace", "--document", moved)[0] == 1


def test_a_picture_that_cannot_be_written_is_a_failure(gongkai: Command, empty: Home, moved: Path) -> None:
    (empty.root / "evidence").write_text("a file where the folder would be", encoding="utf-8")
    code, said, wrong = gongkai(empty, "trace", f"{_id(moved)}:t1:r5:c4")
    assert code == 1
    assert "printed text: 1,265.52" in said and "not written" in wrong


def test_one_name_for_two_documents_is_wrong_usage(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    for folder, name in (("a", "01_merged_header"), ("b", "02_merged_body")):
        (tmp_path / folder).mkdir()
        shutil.copy(PDF / f"{name}.pdf", tmp_path / folder / "same.pdf")
    assert gongkai(empty, "load", tmp_path / "a", tmp_path / "b")[0] == 0
    code, _, wrong = gongkai(empty, "trace", "--document", "same.pdf")
    assert code == 2
    assert _id(tmp_path / "a" / "same.pdf") in wrong and _id(tmp_path / "b" / "same.pdf") in wrong
    code, said, _ = gongkai(empty, "trace", "--document", tmp_path / "b" / "same.pdf")
    assert code == 0
    assert _id(tmp_path / "b" / "same.pdf") in said


def test_an_unknown_document_is_said(gongkai: Command, pages: Home) -> None:
    code, _, wrong = gongkai(pages, "trace", "--document", "none.pdf")
    assert code == 1
    assert "没有载入过" in wrong and "no such document" in wrong


@pytest.mark.parametrize("arguments", [[], ["some-key", "--document", "a.pdf"]])
def test_one_of_key_and_document_is_needed(
    pages: Home, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["trace", *arguments, "--home", str(pages.root)])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "请给出" in said and "give either" in said


# --- showing it -----------------------------------------------------------------------------------


def test_without_a_desktop_opening_is_no_failure(
    gongkai: Command, pages: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    target = tmp_path / "cell.png"
    key = f"{_id(PDF / '01_merged_header.pdf')}:t1:r5:c4"
    code, said, _ = gongkai(pages, "trace", key, "--output", target, "--open")
    assert code == 0
    assert "no desktop" in said and target.exists()


def test_the_picture_is_given_to_the_desktop(
    gongkai: Command, pages: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/opened"\n', encoding="utf-8")
    opener.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(opener.parent), prepend=":")
    monkeypatch.setenv("DISPLAY", ":0")
    target = tmp_path / "cell.png"
    key = f"{_id(PDF / '01_merged_header.pdf')}:t1:r5:c4"
    code, said, _ = gongkai(pages, "trace", key, "--output", target, "--open")
    assert code == 0
    assert "no desktop" not in said
    assert (tmp_path / "opened").read_text(encoding="utf-8") == str(target)


def test_a_picture_of_somebody_else_is_left(gongkai: Command, pages: Home, tmp_path: Path) -> None:
    source, target = PDF / "06_rotate_90.pdf", tmp_path / "holiday.png"
    target.write_bytes(b"\x89PNG of a holiday")
    code, _, said = gongkai(pages, "trace", f"{_id(source)}:t1:r5:c4", "--output", target)
    assert code == 1
    assert "is no picture by gongkai and was left as it is" in said
    assert target.read_bytes() == b"\x89PNG of a holiday"
