"""Arguments of `gongkai metrics`. MetricFlow is not needed to know them."""

from __future__ import annotations

import argparse


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Metrics, groups, conditions and what is printed; home, file and form are those of `gongkai sql`."""
    command.add_argument(
        "names", metavar="METRIC", nargs="*", help="指标，缺省列出全部 / metrics; without one all are listed"
    )
    command.add_argument(
        "--groups", action="store_true", help="列出可以按什么分 / list what they can be grouped by"
    )
    for option, metavar, told in (
        ("--by", "GROUP", "按什么分，如 unit_name,year / groups, such as unit_name,year"),
        ("--where", "CONDITION", "条件，如 \"unit_name like '%%水务局'\" / a condition on groups"),
        ("--order", "NAME", "排序，前加 - 为降序，写作 --order=-NAME / order, descending: --order=-NAME"),
    ):
        command.add_argument(option, metavar=metavar, action="append", default=[], help=told)
    command.add_argument(
        "--year", metavar="YEAR", type=int, action="append", default=[], help="年度 / fiscal year"
    )
    command.add_argument("--sql", action="store_true", help="只印 SQL / print the SQL alone")
