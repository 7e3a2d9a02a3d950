"""Nothing that only POSIX has is needed to import a module, or to begin and end what works on every system.

Windows and macOS cannot be tried here; what they lack can be taken away.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from gongkai.running.home import PROJECT
from tests.python.whole.imports import sources

MODULES = sorted(sources(PROJECT, ("gongkai", "ingest", "publish")))
_POSIX_MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
_POSIX_NAMES = {
    "os": "fork forkpty getuid geteuid getgid killpg setsid register_at_fork sysconf uname nice wait3 mkfifo"
    " O_NONBLOCK sched_getaffinity getloadavg statvfs",
    "signal": "SIGALRM SIGPROF SIGKILL SIGHUP SIGQUIT SIGUSR1 SIGCHLD SIGPIPE setitimer getitimer alarm pause"
    " ITIMER_REAL ITIMER_PROF pthread_sigmask",
}
# Other packages choose by themselves what they need on which system, so they are imported beforehand; what is
# imported anew is the project's own, without what only POSIX has.
_WITHOUT_POSIX = f"""
import builtins, importlib, os, signal, sys
for name in modules:
    importlib.import_module(name)
own = ("gongkai", "ingest", "publish")
for name in [name for name in sys.modules if name.partition(".")[0] in own]:
    del sys.modules[name]
real = builtins.__import__
def without(name, into=None, *args):
    if (into or {{}}).get("__name__", "").partition(".")[0] in own and name in {_POSIX_MODULES!r}:
        raise ImportError("no module named " + name)
    return real(name, into, *args)
builtins.__import__ = without
for module, names in {_POSIX_NAMES!r}.items():
    for name in names.split():
        if hasattr(sys.modules[module], name):
            delattr(sys.modules[module], name)
"""


def _run(modules: list[str], code: str) -> subprocess.CompletedProcess[str]:
    """Code in a process of its own in which these modules can be imported, without what only POSIX has."""
    return subprocess.run(
        [sys.executable, "-c", f"modules = {modules!r}" + _WITHOUT_POSIX + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        encoding="utf-8",
    )


def test_every_module_is_imported_without_what_only_posix_has() -> None:
    assert len(MODULES) > 150
    done = _run(
        MODULES,
        """
        for name in modules:
            importlib.import_module(name)
        print("imported")
        """,
    )
    assert (done.stdout, done.stderr) == ("imported\n", "")


@pytest.mark.parametrize(
    "line", ["import fcntl", "from resource import getpagesize", "import os; os.getuid()"]
)
def test_what_needs_it_is_noticed(line: str) -> None:
    done = _run(
        ["gongkai.locking"], f"exec({line!r}, {{'__name__': 'gongkai.made', '__builtins__': builtins}})"
    )
    assert done.returncode == 1
    assert "no module named" in done.stderr or "has no attribute" in done.stderr


def test_a_home_is_held_a_reader_bounded_and_a_run_ended_without_it() -> None:
    done = _run(
        ["gongkai.__main__", "gongkai.running.home", "ingest.limits"],
        """
        sys.platform = "win32"
        import tempfile, threading, time
        from pathlib import Path
        from gongkai.running.home import Home, writing, reading_build
        from gongkai import __main__ as process
        from gongkai.errors import Stopped
        from ingest import limits

        home = Home(Path(tempfile.mkdtemp()) / "home")
        with writing(home):
            try:
                with writing(home):
                    print("held twice")
            except Stopped:
                print("held once")
        limits.serve(1 << 30)
        with limits.limited_memory(1 << 30), limits.limited_time(60):
            print("bounded")
        assert not process._is_ending()
        limits._WAIT = 0.01
        print("hangs", flush=True)
        with limits.limited_time(1):
            time.sleep(60)
        """,
    )
    assert (done.stdout, done.stderr) == ("held once\nbounded\nhangs\n", "")
    assert done.returncode == 1
