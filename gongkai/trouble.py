"""What the system or the database reports, said so that a person can act on it."""

from __future__ import annotations

import errno
import os

import duckdb

from gongkai.errors import Stopped
from gongkai.running.home import Home

_SYSTEM = {
    errno.EACCES: ("没有权限，请检查所有者和权限", "no permission; check its owner and its permissions"),
    errno.EPERM: ("没有权限，请检查所有者和权限", "no permission; check its owner and its permissions"),
    errno.EROFS: ("文件系统只读，请换一个地方", "the file system is read-only; choose another place"),
    errno.ENOSPC: ("磁盘已满，请腾出空间后再运行", "the disk is full; make room and run again"),
    errno.EDQUOT: ("配额已满，请腾出空间后再运行", "the quota is used up; make room and run again"),
    errno.ENOTDIR: ("其中一段是文件而不是文件夹", "a part of it is a file and no folder"),
    errno.EEXIST: ("是文件而不是文件夹", "is a file and no folder"),
    errno.EISDIR: ("是文件夹而不是文件", "is a folder and no file"),
    errno.ENOENT: ("不存在", "does not exist"),
    errno.EMFILE: ("打开的文件太多", "too many files are open"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
}
# What the database says → the system's number for it; its messages carry no number.
_SAID = {
    os.strerror(number): number
    for number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)
}
_SHARING_VIOLATION = 32
"""What Windows calls it when a file is to be replaced that another program has open."""

_LOCKED = ("Could not set lock", "Conflicting lock", "being used by another process")
_DAMAGED = (
    "not a valid DuckDB database file",
    "Corrupt",
    "checksum",
    "Failed to deserialize",
    "Serialization Error",
    "INTERNAL Error",
    "could not read enough bytes",
    "Could not read from file",
    "database has been invalidated",
    "Failure while replaying WAL",
)


def of_system(error: OSError) -> Stopped:
    """A failure of the system."""
    place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return Stopped(
            f"{place}：被别的程序打开，请关闭它后再运行",
            f"{place}: it is open in another program; close it and run again",
        )
    return _of_number(error.errno, place, error.strerror or str(error))


def of_database(error: duckdb.Error, home: Home | None) -> Stopped:
    """A failure of the database, on the files of a home where there is one."""
    text = " ".join(str(error).split())
    if any(said in text for said in _LOCKED):
        return Stopped(
            f"数据库文件被别的程序打开，请关闭它后再运行：{text}",
            f"the database file is open in another program; close it and run again: {text}",
        )
    for said, number in _SAID.items():
        if said in text:
            return _of_number(number, "", text)
    if home and any(said.lower() in text.lower() for said in _DAMAGED):
        named = (text, *getattr(error, "__notes__", ()))
        return _damaged(home, text, any(str(home.mart_file) in one for one in named))
    return Stopped(f"数据库出错：{text}", f"the database failed: {text}")


def _of_number(number: int | None, place: str, said: str) -> Stopped:
    zh, en = _SYSTEM.get(number or 0, (said, said))
    shown = place or said
    return Stopped(f"{shown}：{zh}", f"{shown}: {en}")


def _damaged(home: Home, text: str, is_mart: bool) -> Stopped:
    """Which file it is decides the remedy: the mart is written anew, the build file is loaded anew."""
    if home.bare_mart:
        return Stopped(
            f"{home.bare_mart} 不是数据集市，或已损坏；请重新取得（{text}）",
            f"{home.bare_mart} is no mart, or is damaged; get it anew ({text})",
        )
    if is_mart:
        mart, again = home.mart_file, f"gongkai publish --home {home.root}"
        return Stopped(
            f"发布的数据集市 {mart} 已损坏；请删去它，再运行 {again}（{text}）",
            f"the published mart {mart} is damaged; delete it and run {again} ({text})",
        )
    again = f"gongkai run --manifest {home.loaded_file} --home {home.root}"
    return Stopped(
        f"构建文件 {home.build_file} 已损坏；请把它移走，再运行 {again}（{text}）",
        f"the build file {home.build_file} is damaged; move it away and run {again} ({text})",
    )
