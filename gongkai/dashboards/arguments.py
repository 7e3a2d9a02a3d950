"""Arguments of `gongkai bi`. The dashboards are not needed to know them."""

from __future__ import annotations

import argparse
from pathlib import Path

_LAST_PORT = 65_535


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Port and environment; home and file are those of `gongkai site`."""
    command.add_argument(
        "--port",
        metavar="PORT",
        type=_port,
        default=0,
        help="缺省为 8088 或空闲的 / by default 8088, or a free one",
    )
    command.add_argument(
        "--environment",
        metavar="DIR",
        type=Path,
        help="Superset 装在何处，缺省在用户的缓存文件夹"
        " / where Superset is installed, by default in the cache folder of the user",
    )
    command.add_argument(
        "--install", action="store_true", help="只安装，不启动 / install it and do not start it"
    )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise ValueError
    return port
