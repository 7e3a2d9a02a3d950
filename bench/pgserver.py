"""A PostgreSQL server of one's own, for the tests and the benchmark: Debian's package `postgresql-15`.

Its data lie in a temporary folder that goes with it; it keeps nothing for a crash (no fsync). It listens on a
socket there, and on a port of loopback where a password is asked for.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_STOPPED_WITHIN = 60
"""Seconds."""
PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"
_SETTINGS = "listen_addresses=127.0.0.1 fsync=off statement_timeout=60s shared_buffers=1GB work_mem=64MB"
_QUIET = ("-Xq", "--csv", "-U", USER, "-d", USER)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: the folder of its socket, its port, its process."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def address(self) -> str:
        """Its address for the one who may do everything."""
        return f"postgresql://{USER}@/{USER}?host={self.folder}&port={self.port}"

    def psql(self, script: Iterable[str], *, stop: bool = True) -> list[str]:
        """The lines that psql says to a script, in one session, as CSV.

        May raise `CalledProcessError` on an error; without `stop` it goes on with the next statement.
        """
        said = subprocess.check_output(
            [
                PROGRAMS / "psql",
                *_QUIET,
                "-h",
                self.folder,
                "-p",
                str(self.port),
                "-v",
                f"ON_ERROR_STOP={stop:d}",
            ],
            input="\n".join(script).encode(),
            cwd=self.folder,
            env={**os.environ, "PGCLIENTENCODING": "UTF8", "LC_ALL": "C.UTF-8"},
            stderr=None if stop else subprocess.DEVNULL,
        )
        return said.decode().splitlines()


def is_installed() -> bool:
    """Whether the programs of the package are there."""
    return (PROGRAMS / "postgres").exists()


@contextmanager
def server() -> Iterator[Server]:
    """A server with an empty database. It is stopped and its data removed."""
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        alone = ["setpriv", "--pdeathsig=INT"]  # ends when this process does
        if not os.geteuid():  # as root it would refuse to run
            shutil.chown(folder, USER, USER)
            alone += [f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
        new = ("-U", USER, "--auth-local=trust", "--auth-host=scram-sha-256", "-N", "-E", "UTF8")
        made = [*alone, PROGRAMS / "initdb", "-D", folder / "data", *new, "--locale=C.UTF-8"]
        subprocess.run(made, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        port = _free_port()
        begun = [*alone, PROGRAMS / "postgres", "-D", folder / "data", "-k", folder, "-p", str(port)]
        begun += [word for setting in _SETTINGS.split() for word in ("-c", setting)]
        log = folder / "log"
        with log.open("wb") as said:
            process = subprocess.Popen(begun, cwd=folder, stdout=said, stderr=said)
        try:
            until = time.monotonic() + 60
            ready = [PROGRAMS / "pg_isready", "-q", "-h", folder, "-p", str(port)]
            while subprocess.run(ready, check=False).returncode:
                if process.poll() is not None or time.monotonic() > until:
                    raise OSError(f"PostgreSQL does not start: {log.read_text()[-800:]}")
                time.sleep(0.1)
            yield Server(folder, port, process)
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: waits for no client
            try:
                process.wait(_STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
