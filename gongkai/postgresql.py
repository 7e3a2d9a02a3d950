"""`--to postgresql://…`: what the command line takes for it and says of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gongkai.errors import Stopped
from gongkai.running.home import PROJECT, Home
from publish.postgresql.address import READER, SCHEMA, Address, address, name

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Target:
    """Where the mart is published as well."""

    address: Address
    schema: str
    reader: str


def add_arguments(command: argparse.ArgumentParser) -> None:
    """`--to`, `--schema`, `--reader`; without `--to` the others say nothing."""
    command.add_argument(
        "--to",
        metavar="ADDRESS",
        type=_told(address),
        help="另写入 PostgreSQL：postgresql://用户@主机/数据库，密码用 PGPASSWORD 或 ~/.pgpass，"
        "见 docs/postgresql.md / into PostgreSQL as well, password by PGPASSWORD or ~/.pgpass",
    )
    command.add_argument(
        "--schema",
        metavar="NAME",
        type=_told(name),
        default=SCHEMA,
        help=f"PostgreSQL 中的模式，缺省为 {SCHEMA} / the schema in PostgreSQL, {SCHEMA} by default",
    )
    command.add_argument(
        "--reader",
        metavar="NAME",
        type=_told(name),
        default=READER,
        help=f"可以读它的角色，缺省为 {READER} / the role that may read it, {READER} by default",
    )


def _told(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """What argparse says of a `ValueError` quotes the argument, and a password may be in it."""

    def reading(text: str) -> _T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return reading


def target(options: argparse.Namespace) -> Target | None:
    """Where to publish to, if anywhere; a run asks first: its end is late to hear what is missing."""
    if options.to is None:
        return None
    try:
        import asyncpg  # noqa: F401
    except ImportError as error:
        raise Stopped(
            "没有安装 PostgreSQL 的驱动；pip install 'gongkai[postgresql]'",
            "the driver of PostgreSQL is not installed; pip install 'gongkai[postgresql]'",
        ) from error
    return Target(options.to, options.schema, options.reader)


def publish_to(home: Home, to: Target) -> list[str]:
    """Publish what `mart.duckdb` holds, and say what came of it. Raises `Stopped`."""
    from publish.postgresql.publishing import publish_postgresql
    from publish.postgresql.trouble import NotPublished

    try:
        done = publish_postgresql(
            home.mart_file, to.address, to.schema, to.reader, PROJECT / "models" / "marts"
        )
    except NotPublished as error:
        raise Stopped(
            f"PostgreSQL 没有更新，原有的不变：{error.zh}",
            f"PostgreSQL is not renewed and stands as it was: {error.en}",
        ) from error
    told = f"已更新 / updated, {done.table_count} 张表 / tables" if done.is_new else "没有变化 / unchanged"
    lines = [f"PostgreSQL: {told}, {to.address}, {to.schema}"]
    if not done.role.is_there:
        lines.append(
            f"  角色 {to.reader} 不存在，此用户无权建立；请管理员执行 create role 后再发布"
            f" / the role {to.reader} is missing and this user may not make it; let an administrator run:"
            f' create role "{to.reader}" nologin, then publish again'
        )
    elif done.role.is_new:
        lines.append(
            f'  已建角色 / made the role {to.reader}; grant "{to.reader}" to … 给读者 / lets a reader in'
        )
    if done.swapped.passed_over:
        lines.append(
            "  这些会话的事务开始于更新之前，之后的查询读新版本"
            f" / these sessions began a transaction before and read the new version from now on:"
            f" {', '.join(done.swapped.passed_over)}"
        )
    if done.swapped.stale:
        lines.append(
            "  这些视图不属于此用户或列已不同，仍读旧版本，请重新定义"
            " / these views are not this user's, or need other columns: they read the version before; define"
            f" them anew: {', '.join(done.swapped.stale)}"
        )
    if done.left:
        lines.append(
            "  旧版本还有人用（会话或自建视图），下次发布再删"
            " / versions before that sessions or views still use, to be dropped by the next publication:"
            f" {', '.join(done.left)}"
        )
    return lines
