"""What draws on a page: its objects, those within forms too, and where they stand."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from ingest.model import UnreadableDocument
from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import SAME, Codes, Forms, Matrix, Numbers, some, where
from ingest.readers.pdf.pdfium import Addresses

_MOST_OBJECTS = 400_000
# Pixels of a picture that take as much memory as an object.
_PIXELS = 100


class Held(NamedTuple):
    """Some objects of a page: addresses, the forms they stand in, places among all."""

    objects: Addresses
    forms: Forms
    order: Codes


@dataclass(frozen=True, slots=True)
class Objects:
    """Every object of a page that draws, those within forms too, in the order in which they are painted.

    `kinds` are PDFium's. `own` is how many of them are the page's own: its annotations are drawn behind
    those.
    """

    objects: Addresses
    kinds: Codes
    forms: Forms
    own: int

    @property
    def weight(self) -> int:
        """What PDFium holds for them, in objects: pictures that it may decode are many."""
        pictures = self.kinds == raw.FPDF_PAGEOBJ_IMAGE
        pixels = pdfium.pixels_of(self.objects[pictures]).prod(axis=1).sum() if some(pictures) else 0
        return len(self.objects) + int(pixels) // _PIXELS

    def of_kind(self, *kinds: int) -> Held:
        """Those of some kinds, kind by kind."""
        order = np.concatenate([where(self.kinds == kind) for kind in kinds])
        return Held(self.objects[order], self.forms.take(order), order)


def objects_of(page: pypdfium2.PdfPage, notes: int | None = None) -> Objects:
    """What draws on the page, whose annotations are drawn from its object number `notes` on."""
    count = raw.FPDFPage_CountObjects(page)
    _check(count)
    objects = pdfium.object_of_page(*pdfium.everyone(pdfium.address_of(page.raw), count))
    kinds = pdfium.type_of(objects)
    if not (kinds == raw.FPDF_PAGEOBJ_FORM).any():
        return Objects(objects, kinds, Forms(np.zeros(count, np.int64)), count if notes is None else notes)
    unfolded = _Unfolded()
    unfolded.add(objects[:notes], 0)
    own = unfolded.count
    unfolded.add(objects[count if notes is None else notes :], 0)
    return unfolded.as_objects(own)


class _Unfolded:
    """Objects in the order in which they are painted, those of each form in its place."""

    def __init__(self) -> None:
        self.count = 0
        self._parts: list[tuple[Addresses, Codes, Codes]] = []
        self._matrices = [SAME]

    def add(self, objects: Addresses, form: int) -> None:
        """Those objects, which stand in the form of that number."""
        kinds = pdfium.type_of(objects)
        start = 0
        for place in where(kinds == raw.FPDF_PAGEOBJ_FORM).tolist():
            self._hold(objects[start:place], kinds[start:place], form)
            self._open(objects[place : place + 1], form)
            start = place + 1
        self._hold(objects[start:], kinds[start:], form)

    def _hold(self, objects: Addresses, kinds: Codes, form: int) -> None:
        self.count += len(objects)
        _check(self.count)
        self._parts.append((objects, kinds, np.full(len(objects), form)))

    def _open(self, form: Addresses, outer: int) -> None:
        inner = Matrix(*pdfium.matrix_of(form)[0].tolist())
        self._matrices.append(self._matrices[outer].after(inner))
        address = int(form[0])
        count = raw.FPDFFormObj_CountObjects(ctypes.cast(address, raw.FPDF_PAGEOBJECT))
        held = pdfium.object_of_form(*pdfium.everyone(address, max(count, 0)))
        self.add(held, len(self._matrices) - 1)

    def as_objects(self, own: int) -> Objects:
        """All of them, of which so many are the page's own."""
        objects, kinds, forms = map(np.concatenate, zip(*self._parts, strict=True))
        return Objects(objects, kinds, Forms(forms, tuple(self._matrices)), own)


def _check(count: int) -> None:
    if count > _MOST_OBJECTS:
        raise UnreadableDocument(
            f"a page draws {count} objects", "page", "print it to PDF again in a plainer form"
        )


def boxes_of(objects: Addresses, forms: Forms) -> Numbers:
    """Left, low, right and high of every object in the page's own space, one row each."""
    return forms.place(pdfium.bounds_of(objects))
