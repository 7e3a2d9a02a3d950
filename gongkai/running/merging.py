"""The project as a home has it: as it was installed, or a copy with the home's own seeds merged in.

Whatever reads seeds reads them in one folder, and need not know that there are two.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gongkai.errors import Stopped
from gongkai.running.cache import alone, cache, keep
from gongkai.running.home import PROJECT, Home
from gongkai.running.projects import project_digest, sources
from gongkai.running.seedcheck import BadSeeds, check_seeds
from gongkai.running.seedlayers import Contents, layered, own_files
from gongkai.running.seedreading import declared
from gongkai.running.seeds import seed_digests, seeds_used
from ingest.files import content

_MERGED = "merged"
_MARK, _FRESH = ".digest", ".fresh-"
_KEPT = 8
"""Merged projects that stay on disk, of some 8 MB each."""


def ensure_seeds(home: Home, project: Path = PROJECT) -> None:
    """Raise `BadSeeds` where a seed is not as it must be, before anything is done.

    Seeds that a build of this home has used as they are, or that were merged, need no second look.
    """
    merged = project_of(home, project)
    if merged == project and seeds_used(home) != seed_digests(project) and (bad := check_seeds(project)):
        raise BadSeeds(bad)


def own_folder(home: Home, project: Path = PROJECT) -> Path | None:
    """The folder of a home's own seeds, None where there is none. Raises `Stopped` where it is no folder."""
    folder = home.own_seeds
    if not os.path.lexists(folder):
        return None
    if not folder.is_dir():
        raise Stopped(
            f"{folder} 不是文件夹；自有种子表放在这个名字的文件夹里",
            f"{folder} is no folder; own seeds stand in a folder of this name",
        )
    # the checkout itself may be the home
    return None if folder.samefile(project / "seeds") else folder


def own_seeds(home: Home, project: Path = PROJECT) -> dict[str, Path]:
    """The files of a home's own seeds by name. Raises `BadSeeds` where a file there is none."""
    folder = own_folder(home, project)
    if folder is None:
        return {}
    files, strange = own_files(folder, [seed.name for seed in declared(project)])
    if strange:
        raise BadSeeds(check_seeds(project, folder))
    return files


def own_rows(home: Home, project: Path = PROJECT) -> list[str]:
    """A line for each of a home's own seeds: how many rows, and how many shipped ones they stand for."""
    files, lines = own_seeds(home, project), []
    for seed in declared(project):
        if file := files.get(seed.name):
            found = layered(seed, project / "seeds" / f"{seed.name}.csv", file)
            count = sum(place.file == file for place, _ in found.rows)
            lines.append(
                f"{file}: {count} 行，{found.replaced} 行随附的被替代"
                f" / {count} rows, {found.replaced} shipped rows replaced"
            )
    return lines


def project_of(home: Home, project: Path = PROJECT) -> Path:
    """The folder of the project with the home's own seeds. Raises `BadSeeds` where they are not sound."""
    files = own_seeds(home, project)
    if not files:
        return project
    contents = {file: content(file) for file in files.values()}
    shelf = cache(home) / _MERGED
    folder = shelf / _name(project, contents)
    if not _is_whole(folder):
        if refused := check_seeds(project, home.own_seeds, contents):
            raise BadSeeds(refused)
        shelf.mkdir(exist_ok=True)
        with alone(shelf):
            _make(project, files, contents, folder)
            keep(shelf, _is_merged, _KEPT)
    folder.touch()
    return folder


def _name(project: Path, contents: Contents) -> str:
    """What a merged project is made from, as a name."""
    digest = hashlib.sha256(project_digest(project).encode())
    for file, held in sorted(contents.items()):
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(held).digest())
    return digest.hexdigest()[:16]


def _make(project: Path, files: Mapping[str, Path], contents: Contents, folder: Path) -> None:
    """Copy the project, merge, and put it in its place at once. The shelf is held."""
    for left in folder.parent.glob(f"{_FRESH}*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=_FRESH, dir=folder.parent))
    for source in sources(project):
        target = fresh / source.relative_to(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for seed in declared(project):
        if seed.name in files:
            file = fresh / "seeds" / f"{seed.name}.csv"
            file.write_bytes(layered(seed, file, files[seed.name], contents).content())
    (fresh / _MARK).write_text(project_digest(fresh), encoding="utf-8")
    if not _is_whole(folder):  # another process may have been first
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)


def _is_whole(folder: Path) -> bool:
    """Whether a merged project is there as it was made: a cleaner of caches may have been at it."""
    try:
        return (folder / _MARK).read_text(encoding="utf-8") == project_digest(folder)
    except OSError:
        return False


def _is_merged(folder: Path) -> bool:
    return (folder / _MARK).is_file()
