"""What reading the same PDFs costs this checkout and another one, beside each other in one run.

Each checkout reads in a process of its own. They take turns with every file, so that a busy machine hits both
alike, and of each file the turn that took least counts beside the median one. Seconds are those of the CPU
(user and system), not of the clock. Where valgrind is installed the instructions of each can be counted too:
they hardly vary from run to run, but say nothing of time spent waiting for memory.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

_HERE = Path(__file__).resolve().parents[1]
_READ = """
import sys, time
from pathlib import Path
import ingest
from ingest.read import read_bytes
home, *files = sys.argv[1:]
assert Path(ingest.__file__).is_relative_to(home), f"{ingest.__file__} was read with, not {home}"
for number in map(int, sys.stdin):
    data = Path(files[number]).read_bytes()
    started = time.process_time()
    count = len(read_bytes(data).lines)
    print(time.process_time() - started, count, flush=True)
"""
_COUNT = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
_COUNTED = re.compile(r"Collected : (\d+)")


class _Reader:
    """A checkout that reads files, each when it is asked to, in a process of its own."""

    def __init__(self, tree: Path, files: Sequence[Path], by: Sequence[str] = ()) -> None:
        self._tree = tree
        self._run = subprocess.Popen(
            [*by, sys.executable, "-c", _READ, tree, *(file.resolve() for file in files)],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def read(self, number: int) -> tuple[float, int]:
        """CPU seconds for the file of that number, and its lines. Raises `RuntimeError` where it fails."""
        assert self._run.stdin
        assert self._run.stdout
        self._run.stdin.write(f"{number}\n")
        self._run.stdin.flush()
        answer = self._run.stdout.readline().split()
        if not answer:
            raise RuntimeError(f"{self._tree} could not read: {self.end()[-500:]}")
        return float(answer[0]), int(answer[1])

    def end(self) -> str:
        """Ends the process; what it had to say besides."""
        return self._run.communicate()[1].strip()


def compare(name: str, files: Sequence[Path], tree: Path, turns: int, counts: bool) -> None:
    """Reads the files by both checkouts, `turns` times each, and prints what it took and the ratios.

    `counts` asks for instructions as well, of one reading of each. Raises `RuntimeError` where valgrind is
    missing for that, or where a reading fails.
    """
    if counts and not shutil.which(_COUNT[0]):
        raise RuntimeError("instructions are counted by valgrind, which is not installed")
    trees = tree.resolve(), _HERE
    readers = [_Reader(one, files) for one in trees]
    lines = [[one.read(number)[1] for number in range(len(files))] for one in readers]
    took = [[[one.read(number)[0] for one in readers] for _ in range(turns)] for number in range(len(files))]
    for one in readers:
        one.end()
    print(f"\n{name}, {turns} turns: {sum(lines[0])} and {sum(lines[1])} lines")
    print(f"{'':24}{'that checkout':>16}{'this one':>16}{'ratio':>9}")
    for what, of_all in (("CPU seconds, median", median), ("CPU seconds, least", min)):
        old, new = (sum(of_all(turn[which] for turn in of_file) for of_file in took) for which in (0, 1))
        print(f"{what:24}{old:16.3f}{new:16.3f}{new / old:9.3f}")
    if counts:
        old, new = (_instructions(one, files) - _instructions(one, ()) for one in trees)
        print(f"{'instructions, millions':24}{old / 1e6:16.0f}{new / 1e6:16.0f}{new / old:9.3f}")


def _instructions(tree: Path, files: Sequence[Path]) -> int:
    """How many instructions it takes to start and to read each file once."""
    reader = _Reader(tree, files, _COUNT)
    for number in range(len(files)):
        reader.read(number)
    counted = _COUNTED.search(reader.end())
    if not counted:
        raise RuntimeError(f"valgrind did not say what {tree} took")
    return int(counted[1])
