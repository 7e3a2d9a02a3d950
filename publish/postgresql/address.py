"""The address of a database: what a person gives, checked, and what of it may be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

SCHEMA, READER = "gongkai", "gongkai_reader"
_MOST_BYTES = 45
"""PostgreSQL cuts a name at 63 bytes, and the schema before is kept under a longer one for a while."""

_RESERVED = ("public", "none", "information_schema")

_PASSWORD = (
    re.compile(r"(postgres(?:ql)?://[^\s:@/]*:)\S*@", re.IGNORECASE),
    re.compile(r"((?:ssl)?password=)[^&\s'\"]*", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is. `shown` has no password; `service` is an entry of pg_service.conf or empty."""

    uri: str = field(repr=False)
    shown: str
    service: str

    def __str__(self) -> str:
        return self.shown


def address(text: str) -> Address:
    """Read `postgresql://USER@HOST:PORT/DB`. Raises `ValueError`: zh and en, and never a password."""
    try:
        parsed = urlsplit(text)
        given = {name: values[-1] for name, values in parse_qs(parsed.query, strict_parsing=True).items()}
    except ValueError:
        if "?" in text:
            raise _unreadable("问号后应为 名=值&…", "what follows ? must be name=value&…") from None
        raise _unreadable("不是网址", "it is no URI") from None
    if parsed.scheme not in ("postgresql", "postgres") or f"{parsed.scheme}://" not in text.lower():
        raise _unreadable(
            "应为 postgresql://用户@主机:端口/数据库", "it must be postgresql://USER@HOST:PORT/DATABASE"
        )
    login, _, hosts = parsed.netloc.rpartition("@")
    if "@" in login or parsed.fragment or "@" in parsed.path:
        raise _unreadable(
            "密码中的 @ : / ? # 要写成 %40 %3A %2F %3F %23，或改用 PGPASSWORD、~/.pgpass",
            "write @ : / ? # of a password as %40 %3A %2F %3F %23, or use PGPASSWORD or ~/.pgpass",
        )
    ports = re.findall(r"(?:^|,)(?:\[[^\]]*\]|[^:,]*):([^,]*)", hosts)
    ports += given.get("port", "").split(",") if given.get("port") else []
    if not all(re.fullmatch("[0-9]{1,5}", port, re.ASCII) and 0 < int(port) < 65536 for port in ports):
        raise _unreadable("端口应为 1 至 65535", "a port is a number from 1 to 65535")
    user = login.partition(":")[0] or given.get("user", "")
    place = hosts or given.get("host", "")
    shown = f"postgresql://{user}{'@' if user else ''}{place}{parsed.path}"
    service = given.get("service", "")
    uri = parsed._replace(path="").geturl() if parsed.path == "/" else text  # a name that is empty is none
    return Address(uri, f"{shown}?service={service}" if service else shown, service)


def name(text: str) -> str:
    """The name of a schema or a role. Raises `ValueError` with zh and en."""
    if not text or not text.isprintable() or len(text.encode()) > _MOST_BYTES:
        raise ValueError(f"名称应为 1 至 {_MOST_BYTES} 字节 / a name has 1 to {_MOST_BYTES} bytes")
    if text.lower().startswith("pg_") or text.lower() in _RESERVED:
        raise ValueError(f"{text} 归 PostgreSQL 所有，请另取 / {text} is PostgreSQL's own; take another name")
    return text


def without_passwords(text: str) -> str:
    """What is said of a command line that may hold an address."""
    for pattern in _PASSWORD:
        text = pattern.sub(lambda found: f"{found[1]}***{'@' if found[0].endswith('@') else ''}", text)
    return text


def _unreadable(zh: str, en: str) -> ValueError:
    return ValueError(f"数据库地址无法使用：{zh} / the address of the database cannot be used: {en}")
