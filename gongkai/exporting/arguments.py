"""What `export` and `ask` take: names, a format, where to, and what to narrow to."""

from __future__ import annotations

import argparse
from pathlib import Path

_FORMATS = ("xlsx", "csv", "parquet", "json")


def add_export(ask: argparse.ArgumentParser, export: argparse.ArgumentParser) -> None:
    """Give both commands their arguments; the names of `ask` are its own."""
    export.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="表（rpt_…、fct_…、dim_…、qc_…）或 analyses/ 中的问题，不写则列出"
        " / a table or a question of analyses/; without any, all are listed",
    )
    ask.add_argument(
        "--json",
        dest="format",
        action="store_const",
        const="json",
        help="即 --format json，印到标准输出 / the same as --format json, on the standard output",
    )
    for command, more, default in (
        (ask, ("table",), "table"),
        (export, (), "--output 的扩展名，否则 xlsx / the suffix of --output, else xlsx"),
    ):
        command.add_argument(
            "--format",
            choices=[*more, *_FORMATS],
            help=f"写成什么，缺省 / what to write, by default: {default}",
        )
        command.add_argument(
            "--output",
            metavar="FILE",
            type=Path,
            help="文件或已有的文件夹，- 为标准输出（csv、json），缺省为 ./NAME.格式"
            " / a file, a folder that exists, or - for the standard output (csv, json);"
            " ./NAME.FORMAT by default",
        )
        command.add_argument(
            "--force",
            action="store_true",
            help="覆盖不是 gongkai 写的文件 / overwrite a file that is not by gongkai",
        )
        command.add_argument(
            "--unit",
            metavar="UNIT",
            action="append",
            default=[],
            help="只取此单位或部门：代码、名称或名称的一部分；可重复"
            " / this unit or department alone: code, name or a part of the name; may be repeated",
        )
        command.add_argument(
            "--year",
            metavar="YEAR",
            action="append",
            default=[],
            help="只取此年度：2024 或 2023-2025；可重复 / this fiscal year alone; may be repeated",
        )
        command.add_argument(
            "--jurisdiction",
            metavar="CODE",
            action="append",
            default=[],
            help="只取此区划：六位代码，两位、四位含其下全部，或名称；可重复"
            " / this division alone: six digits; two or four with all below; or a name; may be repeated",
        )
