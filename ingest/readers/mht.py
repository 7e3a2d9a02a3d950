"""Web pages saved as one file (.mht): a message whose parts are the page and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

MEDIA_TYPE = "multipart/related"

_HEAD = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")

# What a workbook that is saved as a page says of a sheet, in the page of that sheet.
_HIDDEN_SHEET = re.compile(rb"<x:Visible>\s*Sheet(?:Very)?Hidden\s*</x:Visible>")
_LIST_OF_SHEETS = b"<x:ExcelWorksheets>"


@dataclass(frozen=True, slots=True)
class Saved:
    """The pages of a message in their order, and the names of files attached to it."""

    pages: tuple[bytes, ...]
    attached: tuple[str, ...]
    hidden: int = 0
    """How many pages are sheets that the workbook hides."""


def is_message(data: bytes) -> bool:
    """Whether `data` begins with the head of a message in parts, or of one that is a page."""
    head = _HEAD.match(data[:8192])
    if not head or not re.search(rb"^MIME-Version:", head[0], re.IGNORECASE | re.MULTILINE):
        return False
    return bool(
        re.search(rb"^Content-Type:\s*(?:multipart/|text/html)", head[0], re.IGNORECASE | re.MULTILINE)
    )


def opened(data: bytes) -> Saved:
    """What the message holds; where it has no page, its plain text."""
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    leaves = [part for part in message.walk() if isinstance(part, EmailMessage) and not part.is_multipart()]
    pages = tuple(_contents(leaves, "text/html")) or tuple(_contents(leaves, "text/plain"))
    shown = tuple(page for page in pages if not _HIDDEN_SHEET.search(page) or _LIST_OF_SHEETS in page)
    attached = tuple(str(part.get_filename()) for part in leaves if part.is_attachment())
    return Saved(shown, attached, len(pages) - len(shown))


def _contents(parts: list[EmailMessage], kind: str) -> Iterator[bytes]:
    for part in parts:
        content = part.get_payload(decode=True)
        is_page = part.get_content_type() == kind and not part.is_attachment()
        if is_page and isinstance(content, bytes) and content.strip():
            yield content
