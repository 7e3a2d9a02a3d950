"""What a server, the way to it or its data refuse, said with its remedy and never with a password."""

from __future__ import annotations

import asyncio

import asyncpg
import duckdb

from publish.postgresql.address import Address

_SERVER = {
    "28P01": (
        "密码不对或没有给出；请用环境变量 PGPASSWORD 或 ~/.pgpass",
        "the password is wrong or missing; set PGPASSWORD or write it into ~/.pgpass",
    ),
    "28000": (
        "服务器不准此用户登录；请检查用户名和服务器的 pg_hba.conf",
        "the server does not let this user in; check the name of the user and pg_hba.conf of the server",
    ),
    "3D000": (
        "没有这个数据库；请先建立：createdb --encoding UTF8 名称",
        "there is no such database; make it first: createdb --encoding UTF8 NAME",
    ),
    "42501": (
        "没有权限；模式已有的，用其所有者发布，否则请管理员执行 grant create on database 数据库 to 用户",
        "no permission; publish as the owner of a schema that is there, else let an administrator run:"
        " grant create on database DATABASE to USER",
    ),
    "25006": (
        "数据库只读，可能是备库；请给出主库的地址",
        "the database is read-only, perhaps a standby; give the address of the primary",
    ),
    "53100": ("服务器的磁盘已满；请腾出空间", "the disk of the server is full; make room"),
    "53200": ("服务器内存不足；请稍后再试", "the server is out of memory; try again later"),
    "53300": ("连接太多；请稍后再试", "there are too many connections; try again later"),
    "57P03": ("服务器正在启动或停止；请稍后再试", "the server is starting or stopping; try again later"),
    "57P01": ("服务器中途停止；请在它恢复后再试", "the server stopped midway; try again when it is back"),
    "22P05": (
        "数据库的编码不能表示全部文字；请用 UTF8 编码的数据库",
        "its encoding lacks some of the characters; use a database with the encoding UTF8",
    ),
    "0A000": (
        "服务器不支持；需要 PostgreSQL 13 或更高版本",
        "the server cannot do it; PostgreSQL 13 or later is needed",
    ),
}
_LOST = (
    "连接中断；请在服务器恢复后再运行，未完成的部分已撤销",
    "the connection was lost; run again when the server is back, what was begun is undone",
)


class NotPublished(Exception):
    """Nothing was swapped in: the schema published before stands. `zh` and `en` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en


def unreachable(error: Exception, address: Address) -> NotPublished:
    """No connection came about."""
    if isinstance(error, asyncpg.UndefinedObjectError):
        said = str(error.args[0])
        return NotPublished(
            f"{address}：地址中有服务器不认识的参数，请去掉（{said}）",
            f"{address}: the address has a parameter that the server does not know; leave it out ({said})",
        )
    if isinstance(error, asyncpg.PostgresError):
        return refused(error, address)
    if isinstance(error, OSError | TimeoutError | asyncio.TimeoutError):
        said = " ".join(str(error).split()) or "no answer"
        return NotPublished(
            f"{address}：连不上服务器；请检查主机、端口、防火墙和服务器是否已启动（{said}）",
            f"{address}: the server cannot be reached; check host, port, firewall, and if it runs ({said})",
        )
    return NotPublished(  # what the driver says may quote the address
        f"{address}：地址中的某项无法使用；请检查 sslmode、端口等参数和 PG… 环境变量",
        f"{address}: something in the address cannot be used; check its parameters, such as sslmode,"
        " and the environment variables PG…",
    )


def refused(error: Exception, address: Address) -> NotPublished:
    """It went wrong on the way."""
    if isinstance(error, asyncpg.PostgresError):
        state = str(error.sqlstate or "")
        said = " ".join(str(error.args[0] if error.args else "").split())
        if state.startswith("08") and not said:
            return NotPublished(f"{address}：{_LOST[0]}", f"{address}: {_LOST[1]}")
        zh, en = _LOST if state.startswith("08") else _SERVER.get(state, ("服务器拒绝", "the server refuses"))
        return NotPublished(f"{address}：{zh}（{said}）", f"{address}: {en} ({said})")
    if isinstance(error, duckdb.Error):
        said = " ".join(str(error).split())
        return NotPublished(f"数据集市读不出：{said}", f"the mart cannot be read: {said}")
    return NotPublished(f"{address}：{_LOST[0]}", f"{address}: {_LOST[1]}")
