"""Web pages saved as one file (.mht): a message whose parts are the page and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

MEDIA_TYPE = "multipart/related"

_HEAD = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")


@dataclass(frozen=True, slots=True)
class Saved:
    """The pages of a message in their order, and the names of files attached to it."""

    pages: tuple[bytes, ...]
    attached: tuple[str, ...]


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
    return Saved(pages, tuple(str(part.get_filename()) for part in leaves if part.is_attachment()))


def _contents(parts: list[EmailMessage], kind: str) -> Iterator[bytes]:
    for part in parts:
        content = part.get_payload(decode=True)
        is_page = part.get_content_type() == kind and not part.is_attachment()
        if is_page and isinstance(content, bytes) and content.strip():
            yield content
