"""What stops a command: said in both languages, with its exit code."""

from __future__ import annotations

HARD_FAILURE = 1
USAGE = 2
NOT_WHOLE = 3


class Stopped(Exception):
    """A command cannot go on. Prints as `中文 / English`; `exit_code` is what the process returns."""

    def __init__(self, zh: str, en: str, exit_code: int = HARD_FAILURE) -> None:
        super().__init__(f"{zh} / {en}")
        self.exit_code = exit_code
