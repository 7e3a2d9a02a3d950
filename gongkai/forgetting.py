"""`gongkai forget`: what was read of a document leaves the warehouse."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from gongkai.errors import Stopped
from gongkai.running.compacting import compact
from gongkai.running.home import Home
from gongkai.running.ledger import forget as remember_forgotten
from gongkai.running.loading import keep_list
from gongkai.tracing.printed import Document, wanted_document
from ingest import raw

_MADE_OF_RAW = ("staging", "intermediate", "mart", "built")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One document that is gone: its rows, its pictures, and the older versions that are current again."""

    document: Document
    rows: int
    pictures: int
    current_again: tuple[str, ...]

    def lines(self) -> list[str]:
        """What happened, with what a person may not expect."""
        lines = [
            f"  已忘记 / forgotten: {self.document.file_name} ({self.document.document_id}):"
            f" {self.rows} 行 / rows, {self.pictures} 张图 / pictures",
            f"      原文件未动 / the file itself is left as it is: {self.document.source_uri}",
        ]
        lines += [
            f"      旧版本重新成为现行版本 / this older version is current again: {older}"
            for older in self.current_again
        ]
        return lines


def forget(home: Home, names: Sequence[str]) -> list[Forgotten]:
    """Remove documents, named by path, file name, document id or SHA-256, from `raw` and `evidence/`.

    What was built of them goes too, until the next build, and the build file is written anew.
    Raises `Stopped`, before anything is removed, where one of the names is
    that of no document or of several.
    """
    if not home.build_file.exists():
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    raw.prepare(home.build_file)
    connection = duckdb.connect(str(home.build_file))
    try:
        wanted = {one.document_id: one for one in (wanted_document(connection, name) for name in names)}
        remember_forgotten(home, wanted)
        home.built_file.unlink(missing_ok=True)  # what was built still holds them: it is not to be published
        counted = {key: raw.forget(connection, key) for key in wanted}
        left = set(raw.known_documents(connection))
        for schema in _MADE_OF_RAW:
            connection.execute(f"drop schema if exists {schema} cascade")
    finally:
        connection.close()
    compact(home)
    keep_list(home)
    return [
        Forgotten(one, counted[key].rows, _pictures_removed(home, key), tuple(
            f"{name} ({older})" for older, name in counted[key].current_again if older in left
        ))
        for key, one in wanted.items()
    ]  # fmt: skip


def next_step(home: Home) -> str:
    """What a person has to do so that readers do not see it any more."""
    if raw.prepare(home.build_file):
        then = f"gongkai build --home {home.root} && gongkai publish --home {home.root}"
        return (
            f"已发布的数据集市仍含其内容，直到重新构建并发布：{then}"
            f" / the published mart holds it until it is built and published anew: {then}"
        )
    return (
        f"仓库中已没有文件；已发布的数据集市请自行删去：{home.mart_file.parent}"
        f" / no document is left; delete the published mart yourself: {home.mart_file.parent}"
    )


def _pictures_removed(home: Home, document_id: str) -> int:
    """Pictures are named after the cell, the line or the document that they show."""
    pictures = 0
    for path in (home.root / "evidence").glob(f"{document_id}*"):
        if path.is_dir():
            pictures += sum(1 for _ in path.iterdir())
            shutil.rmtree(path)
        else:
            pictures += 1
            path.unlink()
    return pictures
