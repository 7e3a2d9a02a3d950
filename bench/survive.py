"""What a home lives through: kills at random moments, a full disk, two runs at once, hostile files.

Everything is done to homes in a folder of its own with the project's own samples, through the command line as
it is used. After each accident the home is looked at: no process and no lock left, each document whole or not
there, the published mart the one before or after, and a reader that opens it every 50 ms never failed.
Whatever is lost, half or hung is printed, and the exit code is 1.

    python bench/survive.py                                    # about ten minutes
    python bench/survive.py --kills 1000 --files 10000 --minutes 600 --seed 7
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import hostile_files

from gongkai.running.home import PROJECT, Home
from ingest.read import known_wordings
from publish.mart import published_version

SAMPLES = sorted(
    path
    for path in (PROJECT / "samples").iterdir()
    if path.suffix in {".xlsx", ".txt", ".md", ".pdf"} and path.name != "README.md"
)
_MARK = "GONGKAI_SURVIVE"
_HOW = ("group", "parent", "term")
_ENDS_WITHIN = 20.0
"""Seconds in which a process that was ended, and its workers, must be gone."""

_READER = """
import select, sys
sys.path.insert(0, sys.argv[2])
from publish.mart import connect
tables = ("fct_function_expenditure", "dim_document", "qc_finding")
seen = failed = 0
first = None
while not select.select([sys.stdin], [], [], 0.05)[0]:
    try:
        mart = connect(sys.argv[1])
        query = "select count(*), sum(hash(t)) from mart.{} as t"
        found = [mart.execute(query.format(name)).fetchall() for name in tables]
        mart.close()
        first = first or found
        assert found == first, "another checksum"
    except BaseException as error:
        failed += 1
        print("reader:", type(error).__name__, error, flush=True)
    seen += 1
print("read", seen, "failed", failed, flush=True)
"""


def whole_parquet(home: Home) -> bool:
    """Whether the parquet files are those of the published mart, whole, and nothing lies beside them."""
    current = home.parquet_dir / "current"
    manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
    version = published_version(home.mart_file)
    beside = {path.name for path in home.parquet_dir.iterdir()} - {"current"}
    return (
        version is not None
        and manifest["version"] == asdict(version)
        and all(name.isdecimal() for name in beside)
        and all(
            hashlib.sha256((current / file["path"]).read_bytes()).hexdigest() == file["sha256"]
            for table in manifest["tables"]
            for file in table["files"]
        )
    )


@dataclass
class Told:
    """What was tried, and what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def expect(self, holds: bool, what: str) -> None:
        """Take down what does not hold."""
        if not holds:
            self.lost.append(what)
            print(f"  LOST: {what}", flush=True)


@dataclass(frozen=True)
class Run:
    """One call of the command line, under a mark that its workers inherit."""

    process: subprocess.Popen[bytes]
    mark: str

    def kill(self, how: str) -> None:
        """End it: the whole group, the parent alone, or by asking."""
        if how == "group":
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.send_signal(signal.SIGTERM if how == "term" else signal.SIGKILL)

    def ended(self, seconds: float) -> tuple[int | None, str]:
        """Exit code and all that was said; no exit code where it hangs."""
        try:
            said, _ = self.process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            said, _ = self.process.communicate()
            return None, said.decode(errors="replace")
        return self.process.returncode, said.decode(errors="replace")

    def left(self) -> list[int]:
        """Processes that still live with the mark of this run."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    if f"{_MARK}={self.mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                        found.append(int(folder.name))
                except OSError:
                    continue
        return found


def started(home: Home, *arguments: object) -> Run:
    """Start `gongkai ARGUMENTS --home HOME` in a group of its own."""
    mark = os.urandom(8).hex()
    command = [sys.executable, "-m", "gongkai", *map(str, arguments), "--home", str(home.root)]
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, _MARK: mark, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    return Run(process, mark)


def done(home: Home, *arguments: object, seconds: float = 1800.0) -> tuple[int | None, str, float]:
    """Run it to its end: exit code, what it said, seconds it took."""
    begin = time.monotonic()
    code, said = started(home, *arguments).ended(seconds)
    return code, said, time.monotonic() - begin


def counted(home: Home) -> dict[str, tuple[int, ...]]:
    """Document → rows that it has in each raw table."""
    tables = ("tables", "rows", "lines", "outcomes")
    with duckdb.connect(str(home.build_file), read_only=True) as build:
        if not build.execute("select 1 from duckdb_tables() where schema_name = 'raw'").fetchall():
            return {}
        found = build.execute(
            "select document_id, "
            + ", ".join(
                f"(select count(*) from raw.{name} as t where t.document_id = d.document_id)"
                for name in tables
            )
            + " from raw.documents as d"
        ).fetchall()
        loose = [
            name
            for name in tables
            if build.execute(
                f"select 1 from raw.{name} where document_id not in (select document_id from raw.documents)"
            ).fetchall()
        ]
    return {str(key): tuple(counts) for key, *counts in found} | {f"loose {name}": () for name in loose}


def checksum(mart: Path) -> str:
    """Of the file's bytes; blank where there is none."""
    return hashlib.sha256(mart.read_bytes()).hexdigest() if mart.exists() else ""


def is_free(home: Home) -> bool:
    """Whether nobody holds the lock of a home."""
    with (home.root / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def waited(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes to hold within so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@contextmanager
def reading(mart: Path, told: Told) -> Iterator[None]:
    """A reader of the published mart that looks every 50 ms and compares checksums."""
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(mart), str(PROJECT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield
    finally:
        said, _ = reader.communicate("\n", timeout=120)
        last = said.strip().rpartition("\n")[2].split()
        is_told = len(last) == 4 and last[0] == "read"
        told.tried["looks of a reader"] += int(last[1]) if is_told else 0
        told.expect(is_told and last[3] == "0", f"a reader failed: {said[-500:]}")


class Kills:
    """Accidents to one home that is built, and to fresh ones."""

    def __init__(self, folder: Path, dice: random.Random, told: Told) -> None:
        self._folder, self._dice, self._told = folder, dice, told
        self.good = Home(folder / "good")
        code, said, _ = done(self.good, "run", "--no-second-reader", *SAMPLES)
        if code != 0:
            sys.exit(f"the samples cannot be built: {said}")
        self.whole = counted(self.good)
        fresh = Home(folder / "measured")
        _, _, load = done(fresh, "load", *SAMPLES)
        _, _, build = done(fresh, "build", "--no-second-reader")  # compiling is behind it
        shutil.rmtree(fresh.root)
        self._change_build()
        _, _, publish = done(self.good, "publish")
        self.seconds = {"load": load, "build": build, "publish": publish}

    def _change_build(self) -> None:
        """Make the build another one by its name, so that publishing it again has something to do."""
        built = json.loads(self.good.built_file.read_text(encoding="utf-8"))
        built["built_at"] = f"{self._dice.random()}"
        self.good.built_file.write_text(json.dumps(built), encoding="utf-8")

    def load(self, how: str) -> None:
        """Kill a load of a fresh home; a second load then finishes it."""
        home = Home(self._folder / "load")
        run = started(home, "load", *SAMPLES)
        self._kill(run, how, "load")
        self._expect_nothing_left(home, run, f"load, {how}")
        if home.build_file.exists():
            held = counted(home)
            half = {key: counts for key, counts in held.items() if self.whole.get(key) != counts}
            self._told.expect(not half, f"load, {how}: half a document: {half}")
        code, said, _ = done(home, "load", *SAMPLES)
        self._told.expect(code == 0, f"load after {how}: exit code {code}: {said[-300:]}")
        self._told.expect(counted(home) == self.whole, f"load after {how}: not all documents are there")
        shutil.rmtree(home.root)

    def build(self, how: str) -> None:
        """Kill a build; the mart that is published stands, and what is loaded is there."""
        before = checksum(self.good.mart_file)
        run = started(self.good, "build", "--full", "--no-second-reader")
        self._kill(run, how, "build")
        self._expect_nothing_left(self.good, run, f"build, {how}")
        self._told.expect(checksum(self.good.mart_file) == before, f"build, {how}: the mart has changed")
        self._told.expect(counted(self.good) == self.whole, f"build, {how}: raw has changed")

    def publish(self, how: str) -> None:
        """Kill a publication; the mart is the one before or the one after."""
        if not self.good.built_file.exists():
            self.rebuild()
        self._change_build()
        run = started(self.good, "publish")
        self._kill(run, how, "publish")
        self._expect_nothing_left(self.good, run, f"publish, {how}")
        code, said, _ = done(self.good, "publish")
        self._told.expect(code == 0, f"publish after {how}: exit code {code}: {said[-300:]}")
        names = {path.name for path in self.good.mart_file.parent.iterdir()}
        kept = {self.good.mart_file.name, self.good.parquet_dir.name}
        self._told.expect(names == kept, f"publish, {how}: left {names}")
        self._told.expect(whole_parquet(self.good), f"publish, {how}: the parquet files are not the mart")

    def rebuild(self) -> None:
        """What was killed can be built and published as if nothing had been."""
        code, said, _ = done(self.good, "build", "--no-second-reader")
        self._told.expect(code == 0, f"build after kills: exit code {code}: {said[-300:]}")
        code, said, _ = done(self.good, "publish")
        self._told.expect(code == 0, f"publish after kills: exit code {code}: {said[-300:]}")

    def _kill(self, run: Run, how: str, victim: str) -> None:
        """Kill at some moment; a run that ends before tells how long one takes now, and was not killed."""
        begin = time.monotonic()
        try:
            run.process.wait(self._dice.uniform(0, 1.05 * self.seconds[victim]))
            self.seconds[victim] = time.monotonic() - begin
            self._told.tried["too late"] += 1
        except subprocess.TimeoutExpired:
            run.kill(how)
            self._told.tried[how] += 1
            self._told.tried[f"kills of {victim}"] += 1
        code, said = run.ended(_ENDS_WITHIN)
        self._told.expect(code is not None, f"{how}: still there after {_ENDS_WITHIN} s")
        self._told.expect("Traceback" not in said, f"{how}: a traceback: {said[-1500:]}")
        if how == "term":  # one that begins to listen only later is ended by the system
            self._told.expect(code in (0, 143, -signal.SIGTERM, None), f"{how}: exit code {code}")

    def _expect_nothing_left(self, home: Home, run: Run, what: str) -> None:
        gone = waited(lambda: not run.left(), _ENDS_WITHIN)
        self._told.expect(gone, f"{what}: processes left: {run.left()}")
        for process in run.left():
            os.kill(process, signal.SIGKILL)
        if home.root.exists():
            self._told.expect(waited(lambda: is_free(home), 2), f"{what}: the home stays locked")


def two_at_once(folder: Path, told: Told, whole: dict[str, tuple[int, ...]]) -> None:
    """Two loads of one home: one does it, the other is told to wait or finds it done."""
    home = Home(folder / "two")
    runs = [started(home, "load", *SAMPLES) for _ in range(2)]
    ends = [run.ended(600) for run in runs]
    codes = sorted(code if code is not None else -1 for code, _ in ends)
    told.tried["two runs at once"] += 1
    told.expect(codes in ([0, 0], [0, 1]), f"two at once: exit codes {codes}: {[said for _, said in ends]}")
    refused = [said for code, said in ends if code == 1]
    told.expect(all("is in use" in said for said in refused), f"two at once: {refused}")
    told.expect(counted(home) == whole, "two at once: not all documents are there")
    shutil.rmtree(home.root)


def full_disk(folder: Path, told: Told, good: Home) -> None:
    """Load, build and publish on a file system that is too small, then on the same made large enough."""
    place = folder / "disk"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        print("full disk: left out, it needs the right to mount a file system", flush=True)
        return
    try:
        for command in ("load", "build", "publish"):
            _fill(place, told, good, command)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def _fill(place: Path, told: Told, good: Home, command: str) -> None:
    def sized(size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}m", str(place)], check=True)

    sized(4000)
    home = Home(place / "home")
    arguments: list[object] = list(SAMPLES)
    before = ""
    if command != "load":
        shutil.copytree(good.root, home.root)
        before = checksum(home.mart_file)
        arguments = ["--full", "--no-second-reader"] if command == "build" else []
        if command == "publish":
            built = json.loads(home.built_file.read_text(encoding="utf-8"))
            home.built_file.write_text(json.dumps({**built, "built_at": "later"}), encoding="utf-8")
    megabytes = (shutil.disk_usage(place).used >> 20) + (3 if before else 1)
    sized(megabytes)
    code, said, _ = done(home, command, *arguments)
    what = f"{command} on a full disk of {megabytes} MB"
    told.tried[f"{command} on a full disk"] += 1
    told.expect(code == 1, f"{what}: exit code {code}: {said[-300:]}")
    told.expect("Traceback" not in said, f"{what}: a traceback: {said[-1500:]}")
    told.expect("disk is full" in said, f"{what}: it is not said: {said[-300:]}")
    told.expect(checksum(home.mart_file) == before, f"{what}: the mart has changed")
    sized(4000)
    code, said, _ = done(home, command, *arguments)
    told.expect(code == 0, f"{what}, then large enough: exit code {code}: {said[-300:]}")
    shutil.rmtree(home.root)


def hostile(folder: Path, told: Told, count: int, seed: int, until: float) -> None:
    """Read hostile and mutated files, each within the limits of a load."""
    place = folder / "files"
    place.mkdir()
    known_wordings()  # once for all children
    outcomes: Counter[str] = Counter()
    reads: list[hostile_files.Read] = []
    for path in hostile_files.files(SAMPLES, place, count, seed):
        if time.monotonic() > until:
            break
        read = hostile_files.measured(path)
        reads.append(read)
        outcomes[read.outcome] += 1
        told.expect(read.outcome != "lost", f"{read.name}: {read.reason}")
        told.expect(
            read.outcome != "ended" or read.reason.startswith(("SIGPROF", "SIGSEGV", "SIGABRT", "SIGKILL")),
            f"{read.name}: {read.reason}",
        )
    told.tried["files"] += len(reads)
    print(f"files: {len(reads)} of {count}: {dict(outcomes)}")
    for what, key in (("CPU s", lambda read: read.cpu), ("MB", lambda read: read.megabytes)):
        worst = sorted(reads, key=key, reverse=True)[:3]
        print(
            f"  most {what}: " + ", ".join(f"{read.name} {key(read):.1f} ({read.outcome})" for read in worst)
        )


def main() -> int:
    """Try it all; 1 where anything was lost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--kills", type=int, default=40, help="how many runs to kill")
    options.add_argument("--files", type=int, default=400, help="how many files to read")
    options.add_argument("--minutes", type=float, default=10, help="begin nothing new after so many")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    begin = time.monotonic()

    def at(share: float) -> float:
        return begin + share * 60 * given.minutes

    told = Told()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="gongkai-survive-") as temporary:
        folder = Path(temporary)
        kills = Kills(folder, dice, told)
        print(
            "measured: " + ", ".join(f"{name} {took:.0f} s" for name, took in kills.seconds.items()),
            flush=True,
        )
        two_at_once(folder, told, kills.whole)
        full_disk(folder, told, kills.good)
        hostile(folder, told, given.files, given.seed, max(at(0.5), time.monotonic() + 30))
        with reading(kills.good.mart_file, told):
            for victim in cycle((kills.load, kills.publish, kills.publish, kills.build)):
                killed = sum(told.tried[how] for how in _HOW)
                if killed >= given.kills:
                    break
                if time.monotonic() > at(0.9):
                    print(f"time is over after {killed} of {given.kills} kills")
                    break
                victim(dice.choice(_HOW))
            kills.rebuild()
    print(f"tried: {dict(sorted(told.tried.items()))}")
    print(f"minutes: {(time.monotonic() - begin) / 60:.1f}, seed {given.seed}")
    print(f"lost: {len(told.lost)}")
    for what in told.lost:
        print(f"  {what}")
    return 1 if told.lost else 0


if __name__ == "__main__":
    sys.exit(main())
