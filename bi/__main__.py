"""Starts Superset on this machine, as `gongkai bi` does: `python -m bi ASSETS FOLDER PORT`."""

from __future__ import annotations

import contextlib
import fcntl
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


def main(assets: Path, kept: Path, port: int) -> int:
    """Serve what `assets` holds, with Superset's own tables in the folder `kept`.

    A port of 0 is one of its choice. Exit code: 0 when it was ended by Ctrl-C, 130 when before it
    answered, 1 where the port is taken or these dashboards are served already.
    """
    if port and not is_free(port):
        told = f"port {port} is taken; name another one, or none"
        say(f"端口 {port} 已被占用，请另给一个，或不写 --port / {told}", sys.stderr)
        return 1
    serving_here = os.open(kept / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)  # open as long as this runs
    try:
        fcntl.flock(serving_here, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # a second one would give the user of the first another password
        told = f"dashboards of {kept} are served already; use them, or end them first"
        say(f"{kept} 的看板正在运行，请用它，或先结束它 / {told}", sys.stderr)
        return 1
    port = port or free_port()
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

            app = serving.prepare(assets, USER, password)
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
    if is_free(usual):
        return usual
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        return int(tried.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    _, assets_file, kept_folder, wanted_port = sys.argv
    sys.exit(main(Path(assets_file), Path(kept_folder), int(wanted_port)))
