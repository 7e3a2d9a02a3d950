"""`gongkai completion SHELL`: what a shell reads to complete commands, options, files and questions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import shtab

from gongkai.arguments import parser
from gongkai.running.answers import questions

_PLACES = {"FILE": shtab.FILE, "PATH": shtab.FILE, "DIR": shtab.DIRECTORY}
_QUESTION = "NAME"


def completion(shell: str) -> str:
    """The script for a shell of `SHELLS`; it holds the questions that there are now."""
    asked = parser()
    for action in _actions(asked):
        if isinstance(action.metavar, str) and action.metavar in _PLACES:
            action.complete = _PLACES[action.metavar]  # type: ignore[attr-defined]
        elif action.metavar == _QUESTION:
            action.choices = list(questions())
    return shtab.complete(asked, shell).rstrip("\n")


def _actions(asked: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All actions of a parser and of its commands."""
    for action in asked._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
