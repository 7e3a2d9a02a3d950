"""Small PDFs written object by object, for what reportlab does not draw."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Reading
from ingest.read import read_bytes

CHINESE = "STSong-Light"
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
LEFT, TOP, WIDTH, HEIGHT = 60.0, 760.0, 120.0, 24.0

pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


def canvas_pdf(*draws: Callable[[Canvas], None], size: tuple[float, float] = (595, 842)) -> bytes:
    """One page for each function, which draws on it in Chinese at 10 points."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, pageCompression=0)
    for draw in draws:
        canvas.setFont(CHINESE, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]], top: float = TOP) -> None:
    """A ruled table of cells of one size, its text from the left."""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            canvas.rect(LEFT + c * WIDTH, top - (r + 1) * HEIGHT, WIDTH, HEIGHT)
            canvas.drawString(*spot(r, c, top), text)


def spot(row: int, column: int, top: float = TOP) -> tuple[float, float]:
    """Where the text of a cell of `ruled` begins."""
    return LEFT + column * WIDTH + 6, top - (row + 1) * HEIGHT + 8


def read(*draws: Callable[[Canvas], None]) -> Reading:
    """The reading of pages drawn by reportlab."""
    return read_bytes(canvas_pdf(*draws))


def cells(reading: Reading) -> list[tuple[str, ...]]:
    """The rows of the first table."""
    return [row.cells for row in reading.tables[0].rows]


def raw_pdf(
    content: str,
    resources: str = "",
    objects: Mapping[int, bytes] | None = None,
    catalog: str = "",
    page: str = "",
) -> bytes:
    """A PDF of one page with this content; `objects` are further ones from number 10 on."""
    held = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            f"/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>"
        ).encode(),
        4: stream(content.encode("latin-1")),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **(objects or {}),
    }
    whole = b"%PDF-1.7\n"
    places = {}
    for number, body in held.items():
        places[number] = len(whole)
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(whole)
    whole += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        whole += b"%d 1\n%010d 00000 n \n" % (number, place)
    return whole + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (max(held) + 1, start)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object, compressed."""
    packed = zlib.compress(data)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{entries}>>".encode()
    return head + b"stream\n" + packed + b"\nendstream"


def ruled_content(rows: Sequence[Sequence[str]], top: float = TOP) -> str:
    """Drawing instructions for the same table as `ruled` in Latin letters."""
    drawn = ["0.5 w 0 G 0 g"]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y = spot(r, c, top)
            drawn.append(f"{LEFT + c * WIDTH} {top - (r + 1) * HEIGHT} {WIDTH} {HEIGHT} re S")
            if text:
                drawn.append(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET")
    return "\n".join(drawn)
