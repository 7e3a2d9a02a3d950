"""What draws on a page: its objects, those within forms too, and where they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from ingest.model import UnreadableDocument
from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import SAME, Codes, Matrix, Numbers, are_same

_MOST_OBJECTS = 400_000
_T = TypeVar("_T")


class Held(NamedTuple):
    """Some objects of a page: handles, matrices of the forms they stand in, places among all, addresses."""

    handles: list[Any]
    forms: list[Matrix]
    order: list[int]
    numbers: list[int]


_NONE = Held([], [], [], [])


@dataclass(frozen=True, slots=True)
class Objects:
    """Every object of a page that draws, those within forms too, in the order in which they are painted.

    `kinds` are PDFium's, `forms` the matrices of the forms they stand in, `numbers` the addresses that
    `handles` pass. `own` is how many of them are the page's own: its annotations are drawn behind those.
    """

    numbers: list[int]
    handles: list[Any]
    kinds: Codes
    forms: list[Matrix]
    own: int

    def of_kind(self, *kinds: int) -> Held:
        """Those of some kinds, kind by kind."""
        order = [place for kind in kinds for place in np.flatnonzero(self.kinds == kind).tolist()]
        if not order:
            return _NONE

        def held(every: list[_T]) -> list[_T]:
            return [every[place] for place in order]

        return Held(held(self.handles), held(self.forms), order, held(self.numbers))


def _matrix(handle: Any) -> Matrix:
    return Matrix(*pdfium.matrices.ask(1, pdfium.matrix_of, [handle], at=1)[0].tolist())


def objects_of(page: pypdfium2.PdfPage, notes: int | None = None) -> Objects:
    """What draws on the page, whose annotations are drawn from its object number `notes` on."""
    handle = pdfium.handle(ctypes.cast(page.raw, pdfium.POINTER).value)
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        raise UnreadableDocument(
            f"a page draws {count} objects", "page", "print it to PDF again in a plainer form"
        )
    objects: list[int] = list(map(pdfium.object_of_page, repeat(handle), range(count)))
    handles = list(map(pdfium.handle, objects))
    kinds = np.fromiter(map(pdfium.type_of, handles), np.int32, count)
    if not (kinds == raw.FPDF_PAGEOBJ_FORM).any():
        return Objects(objects, handles, kinds, [SAME] * count, count if notes is None else notes)
    waiting = [(number, SAME) for number in reversed(objects)]
    flat: list[tuple[int, Matrix]] = []
    after = 0 if notes is None else count - notes
    own = None
    while waiting and len(flat) <= _MOST_OBJECTS:
        if notes is not None and own is None and len(waiting) == after:
            own = len(flat)
        number, matrix = waiting.pop()
        handle = pdfium.handle(number)
        if pdfium.type_of(handle) != raw.FPDF_PAGEOBJ_FORM:
            flat.append((number, matrix))
            continue
        inner = matrix.after(_matrix(handle))
        form = ctypes.cast(number, raw.FPDF_PAGEOBJECT)
        held = map(pdfium.object_of_form, repeat(handle), range(raw.FPDFFormObj_CountObjects(form)))
        waiting += reversed([(part, inner) for part in held])
    own = len(flat) if own is None else own
    numbers = [number for number, _ in flat]
    handles = list(map(pdfium.handle, numbers))
    kinds = np.fromiter(map(pdfium.type_of, handles), np.int32, len(numbers))
    return Objects(numbers, handles, kinds, [matrix for _, matrix in flat], own)


def boxes_of(handles: Sequence[Any], forms: Sequence[Matrix]) -> Numbers:
    """Left, low, right and high of every object in the page's own space, one row each."""
    boxes = pdfium.bounds.ask(len(handles), pdfium.bounds_of, handles)
    if not are_same(forms):
        for place, form in enumerate(forms):
            boxes[place] = form.of_box(tuple(boxes[place].tolist()))
    return boxes
