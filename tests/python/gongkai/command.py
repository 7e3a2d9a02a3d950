"""What the fixture `gongkai` gives: a call of the command line on a home."""

from __future__ import annotations

from collections.abc import Callable

Command = Callable[..., tuple[int, str, str]]
"""Home, command and arguments → exit code, what was printed, what was printed as errors."""
