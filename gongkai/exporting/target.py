"""Where an export goes: never in the place of what somebody else wrote, and whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import pyarrow
import pyarrow.parquet

from gongkai.errors import USAGE, Stopped
from gongkai.running.home import Home

WRITTEN_BY = "gongkai"
STANDARD_OUTPUT = Path("-")
_SEVERAL = "gongkai"
_HEAD = 4096
_JSON_BEGINS = f'{{"written_by": "{WRITTEN_BY} '.encode()
_PROPERTIES = "docProps/core.xml"
_BY = (
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
)


class Format(Enum):
    """What an export is written as; the value is the suffix of its files."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether it may go to the standard output."""
        return self in {Format.CSV, Format.JSON}


def format_of(named: str | None, output: Path | None, default: Format) -> Format:
    """The format that is named, else that of the suffix.

    Raises `Stopped` where they contradict, and where a suffix alone names no format.
    """
    is_file = output is not None and output != STANDARD_OUTPUT and not output.is_dir()
    suffix = output.suffix.lower().removeprefix(".") if output and is_file else ""
    by_suffix = Format(suffix) if suffix in {one.value for one in Format} else None
    if named is None:
        if suffix and not by_suffix:
            known = [one.value for one in Format]
            raise Stopped(
                f"扩展名 .{suffix} 不是可写的格式；请用 {'、'.join(known)}，或以 --format 指定",
                f"the suffix .{suffix} is none of the formats: take {', '.join(known)},"
                " or say which by --format",
                USAGE,
            )
        return by_suffix or default
    if by_suffix and by_suffix.value != named:
        raise Stopped(
            f"--format {named} 与文件名 {output} 的扩展名不符，写出后打不开；请改其一",
            f"--format {named} contradicts the suffix of {output}, and no program would open it;"
            " change one of them",
            USAGE,
        )
    return Format(named)


def files(names: Sequence[str], form: Format, output: Path | None) -> list[Path]:
    """The file for each name; one and the same for all in a workbook, which has a sheet for each.

    Raises `Stopped` where several would have to share a file that holds one.
    """
    suffix = f".{form.value}"
    is_folder = output is not None and output.is_dir()
    folder = output if output and is_folder else Path()
    if output is None or is_folder:
        if form is Format.XLSX and len(names) > 1:
            return [folder / f"{_SEVERAL}{suffix}"] * len(names)
        return [folder / f"{name}{suffix}" for name in names]
    if output == STANDARD_OUTPUT and not form.is_text:
        raise Stopped(
            f"{form.value} 不能写到标准输出；请以 --output 给出文件名",
            f"{form.value} cannot go to the standard output; give a file by --output",
            USAGE,
        )
    if len(names) > 1 and form is not Format.XLSX:
        raise Stopped(
            f"一个 {form.value} 只装一张表；请让 --output 为已有的文件夹，或用 --format xlsx",
            f"a file of {form.value} holds one table; let --output be a folder that exists,"
            " or take --format xlsx",
            USAGE,
        )
    return [output] * len(names)


def ensure_writable(file: Path, form: Format, home: Home, *, is_forced: bool) -> None:
    """Raises `Stopped` where the file may not be written: of others, of the warehouse, or in no folder."""
    if file == STANDARD_OUTPUT:
        return
    if not file.parent.is_dir():
        raise Stopped(f"没有文件夹 {file.parent}", f"there is no folder {file.parent}", USAGE)
    place = file.resolve()
    for kept in (home.build_file.parent, home.mart_file.parent):
        if place.is_relative_to(kept.resolve()):
            raise Stopped(
                f"{file} 在仓库自己的文件夹里；请写到别处",
                f"{file} lies in a folder of the warehouse itself; write elsewhere",
                USAGE,
            )
    if not os.path.lexists(file):
        return
    if file.is_symlink() or not file.is_file():
        raise Stopped(
            f"{file} 不是普通文件，不覆盖", f"{file} is no regular file and is left as it is", USAGE
        )
    if is_forced or is_untouched(file, form):
        return
    if form is Format.CSV:
        zh, en = "CSV 文件看不出是谁写的", "and a CSV file does not say who wrote it: it"
    else:
        zh, en = "不是 gongkai 写的，或写后有人改过", "not by gongkai, or changed since, and"
    raise Stopped(
        f"{file} 已在，{zh}，不覆盖；请另给名字，或加 --force",
        f"{file} is there, {en} is left as it is; give another name, or --force",
        USAGE,
    )


def is_untouched(file: Path, form: Format) -> bool:
    """Whether an export of that format stands there as it was written. A CSV file cannot say so."""
    try:
        match form:
            case Format.XLSX:
                with ZipFile(file) as package, package.open(_PROPERTIES) as properties:
                    told = ElementTree.fromstring(properties.read(_HEAD))
                return all(told.findtext(name) == WRITTEN_BY for name in _BY)
            case Format.PARQUET:
                metadata = pyarrow.parquet.read_metadata(file).metadata or {}
                return bool(metadata.get(b"written_by", b"").startswith(WRITTEN_BY.encode()))
            case Format.JSON:
                with file.open("rb") as opened:
                    return opened.read(_HEAD).startswith(_JSON_BEGINS)
    except (OSError, BadZipFile, KeyError, ElementTree.ParseError, pyarrow.ArrowException):
        return False
    return False


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A file to write beside the target, which takes its place when all is written. Raises `OSError`."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        yield fresh
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        if file.exists():
            fresh.chmod(file.stat().st_mode & 0o777)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
