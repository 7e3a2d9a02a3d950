"""What PDFium knows of a page: its glyphs, its rules, its pictures, as they are shown.

PDFium is called once per glyph and per object. `map` over prototypes without type conversion does
that without one Python statement per call, which halves the time of a page.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from ingest.model import Box, UnreadableDocument

_MOST_OBJECTS = 400_000
_THIN = 3.0
_FLAT = 0.5
_CLIP_SLACK = 1.0
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_UNSEEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_WHITE = 250
_SLANT = 0.05
_RECTANGLE = 6
_SHOWN_NOTES = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET})

# How a picture is turned back when its text runs at that angle, clockwise; Pillow turns the other way.
_BACK = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}

_BLANKS = (0xA0, 0x3000, 0xFFFE, 0xFFFF)

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer[Any]]

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _quick(function: object, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same C function with plain pointers and numbers, called without letting the lock go."""
    address = ctypes.cast(function, _POINTER).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_render_mode_of = _quick(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_unicode_of = _quick(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_box_of = _quick(raw.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
_loose_box_of = _quick(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_origin_of = _quick(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, *[_POINTER] * 2)
_text_object_of = _quick(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_object_of_page = _quick(raw.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_object_of_form = _quick(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_type_of = _quick(raw.FPDFPageObj_GetType, _INT, _POINTER)
_bounds_of = _quick(raw.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
_matrix_of = _quick(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
_clip_of = _quick(raw.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
_clip_paths_of = _quick(raw.FPDFClipPath_CountPaths, _INT, _POINTER)
_clip_length_of = _quick(raw.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
_clip_segment_of = _quick(raw.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _INT, _INT)
_segment_of = _quick(raw.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_type_of = _quick(raw.FPDFPathSegment_GetType, _INT, _POINTER)
_segment_close_of = _quick(raw.FPDFPathSegment_GetClose, _INT, _POINTER)
_path_length_of = _quick(raw.FPDFPath_CountSegments, _INT, _POINTER)
_draw_mode_of = _quick(raw.FPDFPath_GetDrawMode, _INT, *[_POINTER] * 3)
_stroke_colour_of = _quick(raw.FPDFPageObj_GetStrokeColor, _INT, *[_POINTER] * 5)
_fill_colour_of = _quick(raw.FPDFPageObj_GetFillColor, _INT, *[_POINTER] * 5)
_point_of = _quick(raw.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)


class Matrix(NamedTuple):
    """A transformation (x, y) → (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Where the point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """`first`, then this one."""
        a, b, c, d, e, f = first
        return Matrix(
            *(self.a * a + self.c * b, self.b * a + self.d * b),
            *(self.a * c + self.c * d, self.b * c + self.d * d),
            *self.of(e, f),
        )

    def of_box(self, box: Box) -> Box:
        """The smallest upright box around the transformed one."""
        corners = [self.of(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def of_boxes(self, x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> tuple[Numbers, ...]:
        """Like `of_box` for many boxes at once; the matrix must turn by quarters only."""
        left, low = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        right, high = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        return (
            np.minimum(left, right), np.minimum(low, high), np.maximum(left, right), np.maximum(low, high)
        )  # fmt: skip


_SAME = Matrix()


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Visible characters: tight boxes, baselines, code points, places in PDFium's reading order."""

    x0: Numbers
    top: Numbers
    x1: Numbers
    bottom: Numbers
    base: Numbers
    codes: Codes
    index: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Codes | npt.NDArray[np.bool_]) -> Glyphs:
        """Those glyphs only, in that order."""
        return Glyphs(*(getattr(self, name)[which] for name in self.__slots__))


class Rule(NamedTuple):
    """A straight line, horizontal or vertical: where it runs (y or x), from where to where."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is shown: points from the top left corner.

    `slanted` holds glyphs that stand at another angle than most: watermarks, stamps. `turn` is the angle,
    clockwise, at which most text was drawn on the page; the sheet is turned back by it.
    """

    width: float
    height: float
    glyphs: Glyphs
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    slanted: Glyphs
    turn: int = 0


class _Values:
    """Room for what PDFium writes: `count` numbers for each of many calls."""

    def __init__(self, kind: type[ctypes._SimpleCData[Any]], count: int) -> None:
        self._kind, self._count = kind, count
        self._grow(4096)

    def _grow(self, calls: int) -> None:
        self._calls = calls
        self._store = (self._kind * (calls * self._count))()
        base, size = ctypes.addressof(self._store), ctypes.sizeof(self._kind)
        stride = size * self._count
        self._places = [
            [base + stride * call + size * field for call in range(calls)] for field in range(self._count)
        ]

    def ask(
        self, calls: int, function: Callable[..., int], *arguments: Any, at: int | None = None
    ) -> Numbers:
        """What `function` wrote in `calls` calls over the arguments: one row per call.

        Every call gets the addresses of its first `at` fields, of all of them by default. A call that
        says it failed leaves zeros.
        """
        if calls > self._calls:
            self._grow(max(calls, 2 * self._calls))
        places = (places[:calls] for places in self._places[:at])
        wrote = np.fromiter(map(function, *arguments, *places), np.int32, calls)
        values = np.ctypeslib.as_array(self._store)[: calls * self._count]
        values = values.reshape(calls, self._count).astype(np.float64)
        values[wrote == 0] = 0.0
        return values


_boxes, _origins = _Values(ctypes.c_double, 4), _Values(ctypes.c_double, 2)
_loose_boxes = _Values(ctypes.c_float, 4)
_bounds, _points, _matrices = (_Values(ctypes.c_float, count) for count in (4, 2, 6))
_modes, _colours = _Values(ctypes.c_int, 2), _Values(ctypes.c_uint, 4)


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end. Raises `UnreadableDocument` for damaged and encrypted files."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("encrypted PDF", "file", "save it without a password") from error
        raise UnreadableDocument(
            "damaged PDF", "file", "fetch it again in full, or print it to PDF again"
        ) from error
    try:
        yield document
    finally:
        document.close()


def sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    """The page at the 0-based `index`. Raises `UnreadableDocument` for a page that does not load."""
    try:
        page = _with_fields(document, index)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "damaged page", f"page {index + 1}", "print the file to PDF again"
        ) from error
    try:
        return _sheet(page)
    finally:
        page.close()


def picture(
    document: pypdfium2.PdfDocument, index: int, scale: float, most_pixels: int
) -> tuple[Image.Image, float]:
    """The page at the 0-based `index` as its `sheet` describes it, turned the same way, in RGB.

    `scale` is pixels a point; it is less where the longer side would have more than `most_pixels`. The
    scale in use comes with the picture. Raises `UnreadableDocument` for a page that does not load.
    """
    seen = sheet(document, index)
    scale = min(scale, most_pixels / max(seen.width, seen.height, 1.0))
    page = document[index]
    try:
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return (image.transpose(_BACK[seen.turn]) if seen.turn in _BACK else image), scale


def _with_fields(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """The page; values of form fields and text notes become part of it, as they are shown."""
    page = document[index]
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count:
        return page
    kinds = set()
    for number in range(count):
        note = raw.FPDFPage_GetAnnot(page, number)
        kinds.add(raw.FPDFAnnot_GetSubtype(note))
        raw.FPDFPage_CloseAnnot(note)
    if not kinds & _SHOWN_NOTES:
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    frame = page.get_bbox()
    shown = _shown(frame, page.get_rotation())
    objects, forms = _objects(page)
    places: dict[int, list[int]] = {}
    for place, kind in enumerate(map(_type_of, objects)):
        places.setdefault(kind, []).append(place)

    def of_kind(kind: int) -> tuple[list[int], list[Matrix]]:
        found = places.get(kind, [])
        return [objects[place] for place in found], [forms[place] for place in found]

    texts = of_kind(raw.FPDF_PAGEOBJ_TEXT)
    clips = _clips(*texts)
    if raw.FPDF_PAGEOBJ_IMAGE in places:
        # text below a scan, which nobody sees, was recognised by a machine
        clips |= {number: _NOWHERE for number in texts[0] if _render_mode_of(number) in _UNSEEN_MODES}
    glyphs, slanted, turn = _glyphs(page, frame, clips, _turns(*texts, shown), shown.a > 0)
    upright = _turned(shown, frame, turn)
    across, down = _rules(*of_kind(raw.FPDF_PAGEOBJ_PATH), upright)
    pictures = [upright.of_box(box) for box in _page_boxes(*of_kind(raw.FPDF_PAGEOBJ_IMAGE))]
    for box in pictures:
        _add_thin(box, across, down)
    _, _, width, height = upright.of_box(frame)
    return Sheet(
        width,
        height,
        _moved(glyphs, upright),
        tuple(across),
        tuple(down),
        tuple(pictures),
        _moved(slanted, upright),
        turn,
    )


def _glyphs(
    page: pypdfium2.PdfPage, frame: Box, clips: dict[int, Box], turns: dict[int, int], is_upright: bool
) -> tuple[Glyphs, Glyphs, int]:
    """Visible glyphs in the page's own space: those at the angle of most, the others, and that angle."""
    textpage = page.get_textpage()
    try:
        handle = ctypes.cast(textpage.raw, _POINTER).value
        numbers = range(raw.FPDFText_CountChars(textpage))
        many = len(numbers)
        codes = np.fromiter(map(_unicode_of, repeat(handle), numbers), np.uint32, many)
        if is_upright and not turns:
            # one call instead of two; PDFium gives these boxes for upright text only
            left, high, right, low = _loose_boxes.ask(many, _loose_box_of, repeat(handle), numbers, at=1).T
            origins = np.stack([left, low], axis=1)
        else:
            left, right, low, high = _boxes.ask(many, _box_of, repeat(handle), numbers).T
            origins = _origins.ask(many, _origin_of, repeat(handle), numbers)
        owners = list(map(_text_object_of, repeat(handle), numbers)) if clips or turns else []
    finally:
        textpage.close()
    x, y = (left + right) / 2, (low + high) / 2
    kept = (codes > 32) & ~np.isin(codes, _BLANKS)
    kept &= (x >= frame[0]) & (x <= frame[2]) & (y >= frame[1]) & (y <= frame[3])
    if clips:
        seen = np.array([clips.get(owner, frame) for owner in owners]).T
        kept &= (x >= seen[0]) & (x <= seen[2]) & (y >= seen[1]) & (y <= seen[3])
    angles, turn = np.zeros(many, np.int32), 0
    if turns:
        angles = np.array([turns.get(owner, 0) for owner in owners], np.int32)
        counts = Counter(angles[kept & (angles >= 0)].tolist())
        turn = counts.most_common(1)[0][0] if counts else 0
    glyphs = Glyphs(left, low, right, high, origins, codes, np.arange(many))
    return glyphs.take(kept & (angles == turn)), glyphs.take(kept & (angles != turn)), turn


def _moved(glyphs: Glyphs, upright: Matrix) -> Glyphs:
    """The same glyphs as they are shown."""
    x0, top, x1, bottom = upright.of_boxes(glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)
    base = upright.b * glyphs.base[:, 0] + upright.d * glyphs.base[:, 1] + upright.f
    return Glyphs(x0, top, x1, bottom, base, glyphs.codes, glyphs.index)


def _shown(frame: Box, rotation: int) -> Matrix:
    """From the page's own space to points from the top left corner, after its clockwise rotation."""
    left, bottom, right, top = frame
    match rotation % 360:
        case 90:
            return Matrix(0, 1, 1, 0, -bottom, -left)
        case 180:
            return Matrix(-1, 0, 0, 1, right, -bottom)
        case 270:
            return Matrix(0, -1, -1, 0, top, right)
        case _:
            return Matrix(1, 0, 0, -1, -left, top)


def _turned(shown: Matrix, frame: Box, turn: int) -> Matrix:
    """Turned back by `turn` degrees, so that text which runs at that angle clockwise runs to the right."""
    _, _, width, height = shown.of_box(frame)
    match turn:
        case 90:
            return Matrix(0, -1, 1, 0, 0, width).after(shown)
        case 180:
            return Matrix(-1, 0, 0, -1, width, height).after(shown)
        case 270:
            return Matrix(0, 1, -1, 0, height, 0).after(shown)
        case _:
            return shown


def _matrix(number: int) -> Matrix:
    return Matrix(*_matrices.ask(1, _matrix_of, [number], at=1)[0].tolist())


def _objects(page: pypdfium2.PdfPage) -> tuple[list[int], list[Matrix]]:
    """Every object that draws, those within forms too, with the matrix of the form it stands in."""
    handle = ctypes.cast(page.raw, _POINTER).value
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        raise UnreadableDocument(
            f"a page draws {count} objects", "page", "print it to PDF again in a plainer form"
        )
    objects: list[int] = list(map(_object_of_page, repeat(handle), range(count)))
    if raw.FPDF_PAGEOBJ_FORM not in set(map(_type_of, objects)):
        return objects, [_SAME] * len(objects)
    waiting = [(number, _SAME) for number in reversed(objects)]
    flat: list[tuple[int, Matrix]] = []
    while waiting and len(flat) <= _MOST_OBJECTS:
        number, matrix = waiting.pop()
        if _type_of(number) != raw.FPDF_PAGEOBJ_FORM:
            flat.append((number, matrix))
            continue
        inner = matrix.after(_matrix(number))
        form = ctypes.cast(number, raw.FPDF_PAGEOBJECT)
        held = map(_object_of_form, repeat(number), range(raw.FPDFFormObj_CountObjects(form)))
        waiting += reversed([(part, inner) for part in held])
    return [number for number, _ in flat], [matrix for _, matrix in flat]


def _page_boxes(objects: Sequence[int], forms: Sequence[Matrix]) -> list[Box]:
    """Left, low, right and high of every object in the page's own space."""
    boxes = _bounds.ask(len(objects), _bounds_of, objects).tolist()
    return [
        tuple(box) if form is _SAME else form.of_box(tuple(box))
        for form, box in zip(forms, boxes, strict=True)
    ]


def _clips(objects: Sequence[int], forms: Sequence[Matrix]) -> dict[int, Box]:
    """What may be seen of the text objects that reach out of their clip paths."""
    handles = list(map(_clip_of, objects))
    counts = np.maximum(np.fromiter(map(_clip_paths_of, handles), np.int32, len(handles)), 0)
    if not counts.any():
        return {}
    owners = np.repeat(np.arange(len(objects)), counts)
    paths = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    clips = [handles[owner] for owner in owners.tolist()]
    lengths = np.fromiter(map(_clip_length_of, clips, paths.tolist()), np.int32, len(owners))
    lengths = np.maximum(lengths, 0)
    # two opposite corners tell a rectangle: only other shapes need all their points
    asked = np.where(np.isin(lengths, (4, 5)), 2, lengths)
    step = np.where(np.isin(lengths, (4, 5)), 2, 1)
    path_of = np.repeat(np.arange(len(owners)), asked)
    corner = (np.arange(len(path_of)) - np.repeat(np.cumsum(asked) - asked, asked)) * step[path_of]
    segments = list(
        map(
            _clip_segment_of,
            (clips[number] for number in path_of.tolist()), paths[path_of].tolist(), corner.tolist(),
        )
    )  # fmt: skip
    points = _points.ask(len(segments), _point_of, segments)
    frames = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    for of_path in (0, 1):
        least, most = np.full(len(owners), np.inf), np.full(len(owners), -np.inf)
        np.minimum.at(least, path_of, points[:, of_path])
        np.maximum.at(most, path_of, points[:, of_path])
        np.maximum.at(frames[:, of_path], owners, least - _CLIP_SLACK)
        np.minimum.at(frames[:, of_path + 2], owners, most + _CLIP_SLACK)
    left, low, right, high = _bounds.ask(len(objects), _bounds_of, objects).T
    reaches_out = (
        (left < frames[:, 0]) | (low < frames[:, 1]) | (right > frames[:, 2]) | (high > frames[:, 3])
    )
    return {
        objects[place]: forms[place].of_box(tuple(frames[place].tolist()))
        for place in np.flatnonzero(reaches_out).tolist()
    }


def _turns(objects: Sequence[int], forms: Sequence[Matrix], shown: Matrix) -> dict[int, int]:
    """Angle, clockwise as shown, of the text objects that do not run to the right; -1 for a slant."""
    matrices = _matrices.ask(len(objects), _matrix_of, objects, at=1)
    if shown.a > 0 and all(form is _SAME for form in forms):
        places = np.flatnonzero((matrices[:, 1] != 0) | (matrices[:, 0] <= 0)).tolist()
    else:
        places = list(range(len(objects)))
    found: dict[int, int] = {}
    for place in places:
        a, b, *_ = shown.after(forms[place]).after(Matrix(*matrices[place].tolist()))
        size = max(abs(a), abs(b))
        if abs(b) <= _SLANT * size:
            angle = 0 if a > 0 else 180
        elif abs(a) <= _SLANT * size:
            angle = 90 if b > 0 else 270
        else:
            angle = -1
        if angle:
            found[objects[place]] = angle
    return found


def _rules(objects: Sequence[int], forms: Sequence[Matrix], upright: Matrix) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules: strokes, edges of stroked rectangles, thin filled rectangles."""
    across: list[Rule] = []
    down: list[Rule] = []
    if not objects:
        return across, down
    boxes = np.array(_page_boxes(objects, forms))
    modes = _modes.ask(len(objects), _draw_mode_of, objects) > 0
    lengths = np.fromiter(map(_path_length_of, objects), np.int64, len(objects))
    is_stroked = modes[:, 1]
    is_drawn = modes.any(axis=1) & _are_seen(objects, is_stroked)
    is_thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= _THIN
    is_plain = is_drawn & is_thin & ((lengths <= _RECTANGLE) | ~is_stroked)
    for box in zip(*upright.of_boxes(*boxes[is_plain].T), strict=True):
        _add_thin(box, across, down)
    outlined = np.flatnonzero(is_drawn & ~is_plain & (lengths > 2)).tolist()
    if outlined:
        paths = [objects[place] for place in outlined]
        matrices = [
            upright.after(form).after(Matrix(*matrix))
            for form, matrix in zip(
                (forms[place] for place in outlined),
                _matrices.ask(len(paths), _matrix_of, paths, at=1).tolist(),
                strict=True,
            )
        ]
        _add_outlines(paths, matrices, lengths[outlined], is_stroked[outlined], across, down)
    return across, down


def _are_seen(objects: Sequence[int], is_stroked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """False for what nobody sees: drawn in the colour of paper, or wholly transparent."""
    seen = np.zeros(len(objects), bool)
    for which, ask in ((is_stroked, _stroke_colour_of), (~is_stroked, _fill_colour_of)):
        asked = [objects[place] for place in np.flatnonzero(which).tolist()]
        colours = _colours.ask(len(asked), ask, asked)
        seen[which] = (colours[:, 3] > 0) & (colours[:, :3].min(axis=1) < _WHITE)
    return seen


def _add_outlines(
    paths: Sequence[int],
    matrices: Sequence[Matrix],
    lengths: Codes,
    is_stroked: npt.NDArray[np.bool_],
    across: list[Rule],
    down: list[Rule],
) -> None:
    """Straight pieces of stroked outlines; of filled ones only the parts as thin as a rule."""
    owner = np.repeat(np.arange(len(paths)), lengths)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    segments = list(map(_segment_of, (paths[number] for number in owner.tolist()), place.tolist()))
    x, y = _points.ask(len(segments), _point_of, segments).T
    kinds = np.fromiter(map(_segment_type_of, segments), np.int32, len(segments))
    closes = np.fromiter(map(_segment_close_of, segments), np.int32, len(segments)) > 0
    a, b, c, d, e, f = np.array(matrices)[owner].T
    x, y = a * x + c * y + e, b * x + d * y + f
    starts = np.flatnonzero((kinds == raw.FPDF_SEGMENT_MOVETO) | (place == 0))
    outline = np.cumsum(np.isin(np.arange(len(x)), starts)) - 1
    boxes = [
        np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts),
        np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts),
    ]  # fmt: skip
    is_thin = np.minimum(boxes[2] - boxes[0], boxes[3] - boxes[1]) <= _THIN
    for number in np.flatnonzero(is_thin).tolist():
        _add_thin((boxes[0][number], boxes[1][number], boxes[2][number], boxes[3][number]), across, down)
    # pieces from each point to the next, and from the last to the first where the outline closes
    ends = np.flatnonzero(~np.isin(np.arange(1, len(x)), starts)) + 1
    ends = ends[kinds[ends] != raw.FPDF_SEGMENT_BEZIERTO]
    first = np.concatenate([ends - 1, np.flatnonzero(closes)])
    second = np.concatenate([ends, starts[outline[closes]]])
    counts = is_stroked[owner[first]] & ~is_thin[outline[first]]
    first, second = first[counts], second[counts]
    wide, high = np.abs(x[second] - x[first]), np.abs(y[second] - y[first])
    flat, upright = (high <= _FLAT) & (wide > _FLAT), (wide <= _FLAT) & (high > _FLAT)
    for found, along, at, chosen in ((across, x, y, flat), (down, y, x, upright)):
        low, top = np.minimum(along[first], along[second]), np.maximum(along[first], along[second])
        middle = (at[first] + at[second]) / 2
        found += map(Rule, middle[chosen].tolist(), low[chosen].tolist(), top[chosen].tolist())


def _add_thin(box: Sequence[float], across: list[Rule], down: list[Rule]) -> None:
    """A box as thin as a rule is one; any other is none."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height <= _THIN and width >= height:
        across.append(Rule(float(box[1] + box[3]) / 2, float(box[0]), float(box[2])))
    elif width <= _THIN:
        down.append(Rule(float(box[0] + box[2]) / 2, float(box[1]), float(box[3])))
