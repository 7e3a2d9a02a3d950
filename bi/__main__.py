"""Starts Superset on this machine over the mart of a home: `python -m bi HOME`."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import TextIO

CONFIG = Path(__file__).with_name("superset_config.py")
HOST = "127.0.0.1"
USER = "admin"


def main() -> int:
    """Exit code: 0 when it was ended by Ctrl-C, 130 when that was before it answered, 2 without a mart."""
    parser = argparse.ArgumentParser(prog="make bi", description=__doc__)
    parser.add_argument("home", type=Path, help="home with published/mart.duckdb")
    parser.add_argument("--port", type=int, default=0, help="by default 8088, or a free one")
    arguments = parser.parse_args()
    mart = arguments.home.resolve() / "published" / "mart.duckdb"
    if not mart.is_file():
        say(f"没有数据集市，请先 make run / no mart, run `make run` first: {mart}", sys.stderr)
        return 2
    port = arguments.port or free_port()
    kept = arguments.home.resolve() / "bi"
    kept.mkdir(exist_ok=True)
    kept.chmod(0o700)
    metadata, made = kept / "superset.db", kept / "made"
    if not made.exists():  # begun and not finished: nothing of a reader's is in it yet
        metadata.unlink(missing_ok=True)
    os.environ |= {
        "SUPERSET_CONFIG_PATH": str(CONFIG),
        "SUPERSET_HOME": str(kept),
        "GONGKAI_BI_METADATA": str(metadata),
        "GONGKAI_BI_SECRET": secrets.token_urlsafe(42),
    }
    password = secrets.token_urlsafe(12)
    say("启动中，首次约一分钟 / starting, about a minute the first time")
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # what Superset's migrations print is of no use
            from bi import serving  # reads the settings while it is imported

            app = serving.prepare(mart, USER, password)
    except KeyboardInterrupt:
        say("已中断 / interrupted", sys.stderr)
        return 130
    made.touch()

    def tell() -> None:
        say(f"地址 / address:  http://{HOST}:{port}/dashboard/list/")
        say(f"用户 / user:     {USER}")
        say(f"密码 / password: {password}")
        say("Ctrl-C 结束 / ends it")

    serving.serve(app, HOST, port, tell)
    return 0


def say(line: str, file: TextIO | None = None) -> None:
    """Print a line at once: whoever waits for the address reads from a pipe."""
    print(line, file=file or sys.stdout, flush=True)


def free_port(usual: int = 8088) -> int:
    """The usual port, or where that is taken one that is free."""
    for port in (usual, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    raise OSError("no free port")


if __name__ == "__main__":
    sys.exit(main())
