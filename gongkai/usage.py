"""A parser that says what is wrong with a command line in both languages, and what was likely meant.

argparse words its complaints in English alone and stops there; here each becomes a sentence with a remedy.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from gongkai.errors import USAGE
from gongkai.nearest import meant
from ingest.names import plain
from publish.postgresql.address import without_passwords

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

NEEDED_FIRST = ("run", "status", "ask", "sql", "trace")
"""The commands that `gongkai` alone shows, with what stands behind them."""
_WITH = {"run": " PATH...", "ask": " NAME", "sql": " 'select …'", "trace": " CELL_ID"}

_Words = tuple[str, str]
_CHOICE = re.compile(r"(?:argument (.+?): )?invalid choice: (.+?) \(choose from (.*)\)", re.DOTALL)
_REQUIRED = re.compile(r"the following arguments are required: (.+)", re.DOTALL)
_COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[..., _Words]], ...] = (
    (
        re.compile(r"argument (.+?): expected (?:one|at least one|\d+) arguments?", re.DOTALL),
        lambda name: (f"{name} 后面缺少值", f"a value is missing behind {name}"),
    ),
    (
        re.compile(r"ambiguous option: (.+?) could match (.+)", re.DOTALL),
        lambda name, known: (f"{name} 可指 {known}，请写全", f"{name} could be {known}; write it in full"),
    ),
    (
        re.compile(r"argument (.+?): ignored explicit argument '?(.*?)'?", re.DOTALL),
        lambda name, value: (f"{name} 不带值：{value}", f"{name} takes no value: {value}"),
    ),
    (
        re.compile(r"argument (.+?): invalid .*?value: '?(.*?)'?", re.DOTALL),
        lambda name, value: (f"{name} 的值不对：{value}", f"{name} cannot be {value}"),
    ),
    (
        re.compile(r"argument (.+?): not allowed with argument (.+)", re.DOTALL),
        lambda name, other: (f"{name} 与 {other} 只能取一", f"give {name} or {other}, not both"),
    ),
    (
        re.compile(r"one of the arguments (.+) is required", re.DOTALL),
        lambda names: (f"请给出其中之一：{names}", f"give one of: {names}"),
    ),
)


class Parser(argparse.ArgumentParser):
    """What it says quotes its arguments, and a name of a file may be one of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title, self._optionals.title = "参数 / arguments", "选项 / options"
        self.add_argument("-h", "--help", action="help", help="显示本页并结束 / show this page and end")
        self._given: Sequence[str] = ()

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:
        """The options of one command line; what is wrong with it ends the process with 2."""
        self._given = sys.argv[1:] if args is None else args
        options, unknown = self.parse_known_args(self._given, namespace)
        asked: Parser = getattr(options, "asked", self)
        if unknown:
            asked.error(" / ".join(asked._unknown(unknown)))
        if asked is self:
            self._print_message(self._short_help(), sys.stderr)
            raise SystemExit(USAGE)
        return options

    def error(self, message: str) -> NoReturn:
        """Say how it is used, then what is wrong, as `zh / en` or in argparse's own words; end with 2."""
        self._print_message(self.format_usage(), sys.stderr)
        worded = self._worded(message)
        see = f"{self.prog} --help"
        lines = f"{self.prog}: {worded}\n  详见 / see: {see}\n"
        self._print_message(lines, sys.stderr)
        raise SystemExit(USAGE)

    def format_usage(self) -> str:
        """How it is used, in a few lines."""
        return _titled(super().format_usage())

    def format_help(self) -> str:
        """The whole page."""
        return _titled(super().format_help())

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file or sys.stderr:
            super()._print_message(plain(without_passwords(message), kept="\n"), file)

    def _worded(self, message: str) -> str:
        if found := _CHOICE.fullmatch(message):
            return " / ".join(self._no_such(found[1] or "", _bare(found[2]), found[3].split(", ")))
        if found := _REQUIRED.fullmatch(message):
            return " / ".join(self._missing(found[1].split(", ")))
        for pattern, words in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                return " / ".join(words(*found.groups()))
        return message

    def _no_such(self, name: str, value: str, known: Iterable[str]) -> _Words:
        if name == "COMMAND" and self._given and self._given[0].startswith("-"):
            given = self._given[0]
            return f"选项 {given} 写在命令之后", f"{given} belongs behind the command"
        choices = [_bare(one) for one in known]
        zh, en = meant(value, choices)
        if name != "COMMAND":
            zh, en = f"{zh}（可用：{', '.join(choices)}）", f"{en} (there are: {', '.join(choices)})"
        if name.startswith("-"):
            return f"{name} 不能是 {value}{zh}", f"{name} cannot be {value}{en}"
        what_zh, what_en = ("命令", "command") if name == "COMMAND" else (f" {name}", name)
        return f"没有这个{what_zh}：{value}{zh}", f"no such {what_en}: {value}{en}"

    def _missing(self, names: Sequence[str]) -> _Words:
        """What is to be given, with what there is to choose from."""
        shown = [f"{name} ({', '.join(held)})" if (held := self._choices(name)) else name for name in names]
        return f"缺少 {', '.join(shown)}", f"{', '.join(shown)} is missing"

    def _choices(self, name: str) -> list[str]:
        for action in self._actions:
            if name in (action.metavar, action.dest) and action.choices:
                return [str(one) for one in action.choices]
        return []

    def _unknown(self, arguments: Sequence[str]) -> _Words:
        options = [one.split("=")[0] for one in arguments if one.startswith("-") and one != "-"]
        if not options:
            named = " ".join(arguments)
            return f"多出来的参数：{named}", f"more arguments than it takes: {named}"
        known = {one for parser in (self, *self._commands()) for one in parser._option_string_actions}
        alike = sorted(one for one in known if one.startswith("--")) if options[0].startswith("--") else []
        zh, en = meant(options[0], alike)
        return f"没有这个选项：{options[0]}{zh}", f"no such option: {options[0]}{en}"

    def _commands(self) -> list[argparse.ArgumentParser]:
        return [
            one
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)
            for one in action.choices.values()
        ]

    def _short_help(self) -> str:
        """The commands that one needs, each in a line."""
        purposes = {
            one.dest: one.help or ""
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)
            for one in action._choices_actions
        }
        needed = [name for name in NEEDED_FIRST if name in purposes]
        called = {name: f"{self.prog} {name}{_WITH.get(name, '')}" for name in needed}
        left = max(map(len, called.values()))
        return "\n".join(
            [
                self.description or "",
                "",
                *(f"  {words:{left}}  {purposes[name]}" for name, words in called.items()),
                "",
                f"请给出命令；全部命令：{self.prog} --help / give a command; all of them: {self.prog} --help",
                "",
            ]
        )


def _titled(text: str) -> str:
    return text.replace("usage: ", "用法 / usage: ", 1)


def _bare(text: str) -> str:
    """A word as it was typed, of the way in which argparse quotes it."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
