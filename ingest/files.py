"""Bytes of files that other people name: plain files alone, and no larger than can be read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

MOST_BYTES = 1 << 30
ID_LENGTH = 16


def document_id(data: bytes) -> str:
    """Identity of a document: the first 16 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]


def identity(path: Path) -> str:
    """`document_id` of a file's bytes, of which few are held at a time. Raises `OSError`."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:ID_LENGTH]


def content(path: Path) -> bytes:
    """All bytes of a file. Raises `OSError`, also for what is no plain file or larger than `MOST_BYTES`."""
    with _opened(path) as file:
        return file.read(MOST_BYTES)


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """A pipe would wait for its writer and a device never end: neither is opened to be read."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        if found.st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, f"larger than {MOST_BYTES >> 30} GB", str(path))
        yield file
