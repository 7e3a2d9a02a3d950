"""Web pages saved as one file (.mht): a message whose parts are the page and what it shows.

Excel saves a workbook so: a page of frames that lists the sheets, and a page for each. Which of them are
hidden is told in the list or in the page of the sheet, as XML in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from urllib.parse import unquote

from ingest.model import UnreadableDocument
from ingest.text import decode_with_doubts

MEDIA_TYPE = "multipart/related"

_HEAD = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"<x:Name>(.*?)</x:Name>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"<x:WorksheetSource\s[^>]*?HRef\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden\s*</x:Visible>", re.IGNORECASE)
_FRAMESET = re.compile(r"<frameset[\s>]", re.IGNORECASE)
_FRAME = re.compile(r"<frame\s[^>]*?src\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a message: its bytes, and the name of the sheet that it holds where that is hidden."""

    content: bytes
    hidden_sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The pages of a message in their order, the names of files attached to it, and of pages it lacks.

    A page of frames is left out where pages of the message stand in them.
    """

    pages: tuple[Page, ...]
    attached: tuple[str, ...]
    missing: tuple[str, ...] = ()


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
    attached = tuple(str(part.get_filename()) for part in leaves if part.is_attachment())
    contents = list(_contents(leaves, "text/html"))
    if not contents:
        return Saved(tuple(Page(content) for _, content in _contents(leaves, "text/plain")), attached)
    listed = dict(_listed(content for _, content in contents))
    names = {name for name, _ in contents}
    lacking = [name for file, (name, is_hidden) in listed.items() if file not in names and not is_hidden]
    lacking += [file for _, content in contents for file in _frames(content) if file not in {*names, *listed}]
    return Saved(tuple(_pages(contents, listed)), attached, tuple(dict.fromkeys(lacking)))


def _contents(parts: list[EmailMessage], kind: str) -> Iterator[tuple[str, bytes]]:
    """Name of the file that a part was, blank where it says none, and what it holds."""
    for part in parts:
        content = part.get_payload(decode=True)
        is_page = part.get_content_type() == kind and not part.is_attachment()
        if is_page and isinstance(content, bytes) and content.strip():
            yield _file_name(str(part.get("Content-Location", ""))), content


def _listed(contents: Iterable[bytes]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """File of each sheet that a page of frames lists, with its name and whether it is hidden."""
    for sheet in (sheet for content in contents for sheet in _SHEET.findall(_text(content))):
        if source := _SOURCE.search(sheet):
            yield _file_name(source[1]), (_name(sheet), bool(_HIDDEN.search(sheet)))


def _pages(contents: Sequence[tuple[str, bytes]], listed: Mapping[str, tuple[str, bool]]) -> Iterator[Page]:
    names = {name for name, _ in contents}
    for name, content in contents:
        if (frames := _frames(content)) and not names.isdisjoint(frames):
            continue
        text = _text(content)
        called, is_hidden = listed.get(name, ("", False))
        own = _SHEET.sub(lambda sheet: "" if _SOURCE.search(sheet[0]) else sheet[0], text)
        is_hidden = is_hidden or bool(_HIDDEN.search(own))
        yield Page(content, (called or _name(own) or name) if is_hidden else None)


def _frames(content: bytes) -> list[str]:
    """Files that a page of frames shows, none for other pages."""
    text = _text(content)
    return [_file_name(source) for source in _FRAME.findall(text)] if _FRAMESET.search(text) else []


def _text(content: bytes) -> str:
    try:
        return decode_with_doubts(content)[0]
    except UnreadableDocument:  # told when the page is read
        return content.decode("latin-1")


def _name(sheet: str) -> str:
    found = _NAME.search(sheet)
    return unescape(found[1]).strip() if found else ""


def _file_name(location: str) -> str:
    """The last step of an address: a list and a message may call the folder by different names."""
    return unquote(unescape(location)).partition("#")[0].replace("\\", "/").rpartition("/")[2].lower()
