"""The real documents in PostgreSQL: nobody's name and number comes along."""

from __future__ import annotations

import re
import subprocess

from bench.pgserver import PROGRAMS, USER, Server
from gongkai.running.home import PROJECT, Home
from publish.postgresql.address import address
from publish.postgresql.publishing import publish_postgresql
from tests.python.whole.real import TEXTS

_CONTACT = re.compile(r"联系人 (?:(\S+) )?联系电话 (\d{7,})")


def test_no_contact_of_a_document_comes_along(real: Home, postgres: Server) -> None:
    printed = "\n".join(path.read_text(encoding="utf-8") for path in TEXTS)
    names, numbers = (
        {found for found in column if found} for column in zip(*_CONTACT.findall(printed), strict=True)
    )
    assert len(names) > 10
    assert len(numbers) > 10
    publish_postgresql(
        real.mart_file, address(postgres.address), "whole", "gongkai_reader", PROJECT / "models" / "marts"
    )
    dump = [
        PROGRAMS / "pg_dump",
        "-h",
        postgres.folder,
        "-p",
        str(postgres.port),
        "-U",
        USER,
        "-n",
        "whole",
        USER,
    ]
    told = subprocess.run(dump, capture_output=True, check=True).stdout.decode()
    assert "rpt_performance_indicators" in told
    assert [number for number in numbers if number in told] == []
    assert [name for name in names if name in told] == []
