"""Fonts for text whose own font is not in the file, the same on every machine.

PDFium looks for a font that is not embedded among those of the host. Where none of them has Chinese
characters it gives such text no height, or drops it, and says nothing; so the page reads otherwise on
another machine. The library is therefore started with one font of our own, and with no other.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import pypdfium2.raw as raw

from ingest.model import UnreadableDocument

_PACKAGE = "noto_cjk_sans_otc"
_SUFFIXES = frozenset({".ttc", ".ttf", ".otf"})


def font_folder() -> Path:
    """The folder of the font that comes with the dependencies.

    Raises `UnreadableDocument` where it is missing: pages would lose their text unseen.
    """
    try:
        folder = Path(str(files(_PACKAGE)))
        found = any(path.suffix in _SUFFIXES for path in folder.iterdir())
    except (ModuleNotFoundError, OSError):
        found = False
    if not found:
        raise UnreadableDocument(
            "缺少中文字体 / the Chinese font is missing",
            "installation",
            f"pip install {_PACKAGE.replace('_', '-')}",
        )
    return folder


@cache
def use_own_fonts() -> object:
    """Start PDFium anew with our font alone, once in a process; no document may be open.

    Returns what PDFium points to as long as the process lives.
    """
    folder = ctypes.create_string_buffer(os.fsencode(font_folder()))
    paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(folder, ctypes.POINTER(ctypes.c_char)))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
    return folder, paths
