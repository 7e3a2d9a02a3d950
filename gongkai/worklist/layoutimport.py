"""`gongkai layouts import`: a filled worklist is checked whole, then appended to the seeds of layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai.errors import Complaint, Refused, Stopped
from gongkai.running.seedcheck import BadSeeds, check_seeds
from gongkai.worklist.layoutcheck import Added, Check
from gongkai.worklist.layouts import FORM, read_known
from gongkai.worklist.seedfiles import Report, append, held
from gongkai.worklist.sheet import read_sheet
from gongkai.worklist.target import Target
from ingest.wordings import Wordings, load

_NEXT = (
    "把这些文件再交给 gongkai run 即采用：读取程序也用这些写法"
    " / give the documents to gongkai run once more: readers use these wordings too"
)


def import_layouts(file: Path, target: Target) -> Report:
    """Append what the filled rows of a file mean to the seeds of layouts, all or none.

    Rows without a target and rows that a seed holds are left out. Raises `Refused` with every error of the
    file, and `Stopped` when the file or a seed cannot be used; the seeds are then as they were.
    """
    sheet = read_sheet(file, FORM)
    with held(target.folder, is_made=target.home is not None):
        project = target.known()
        known = read_known(project, _wordings(project / "seeds"))
        check = Check(known, project, sheet.may_have_lost, target.place)
        for row in sheet.rows:
            check.row(row)
        if check.complaints:
            raise Refused(file, check.complaints, "没有导入任何一行", "nothing was imported")
        added: dict[str, Sequence[Mapping[str, str]]] = {}
        for each in check.added:
            added[each.seed] = [*added.get(each.seed, ()), *each.rows]
        append(
            {target.file(seed): rows for seed, rows in added.items()},
            lambda fresh: _ensure_sound(file, target, check.added, fresh),
            target.begun(added),
        )
    return Report(
        target.folder.resolve(),
        tuple(check.added),
        tuple(check.present),
        check.unfilled,
        tuple(check.rewritten),
        "target",
        _NEXT,
    )


def _ensure_sound(file: Path, target: Target, added: Sequence[Added], fresh: Mapping[Path, bytes]) -> None:
    """Raise where the seeds would break a rule of theirs: the next run would stop at it."""
    instead = {target.folder / f"{each.seed}.csv": fresh[target.file(each.seed)] for each in added}
    refused = check_seeds(target.project, target.folder if target.home else None, instead)
    complaints = []
    for one in refused:
        lines = [each.line for each in added if each.seed == one.file.stem for _ in each.rows]
        content = instead.get(one.file, b"")
        first = len(content.splitlines()) - len(lines) + 1
        for found in one.complaints:
            if found.line < first or not lines:
                raise BadSeeds(refused)
            complaints.append(
                Complaint(
                    lines[found.line - first],
                    "target",
                    f"种子表 {one.file.name} 不能有这一行（{found.column}：{found.zh}）",
                    f"{one.file.name} must not hold this row ({found.column}: {found.en})",
                )
            )
    if complaints:
        raise Refused(file, complaints, "没有导入任何一行", "nothing was imported")


def _wordings(seeds: Path) -> Wordings:
    try:
        return load(seeds)
    except (OSError, KeyError, ValueError) as error:
        raise Stopped(
            f"{seeds} 中的种子表不全或有误：{error}",
            f"the seeds in {seeds} are not whole or not right: {error}",
        ) from error
