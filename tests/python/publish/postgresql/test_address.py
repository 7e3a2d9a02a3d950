"""Addresses of a database: what is shown of them, what is refused, and that no password is ever told."""

from __future__ import annotations

import pytest

from gongkai.cli import main
from publish.postgresql.address import address, name, without_passwords

SECRET = "s3cret"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        (f"postgresql://u:{SECRET}@h:5433/d", "postgresql://u@h:5433/d"),
        (f"postgres://u:{SECRET}@[::1]:5433/d?sslmode=require", "postgresql://u@[::1]:5433/d"),
        (f"postgresql://h1,h2:5433/d?password={SECRET}&user=u", "postgresql://u@h1,h2:5433/d"),
        ("postgresql:///d?host=/run/postgresql", "postgresql:///run/postgresql/d"),
        ("postgresql:///?service=budget", "postgresql:///?service=budget"),
        ("postgresql://用户@主机/数据库", "postgresql://用户@主机/数据库"),
    ],
)
def test_what_is_shown_has_no_password(given: str, shown: str) -> None:
    found = address(given)
    assert str(found) == shown
    assert SECRET not in repr(found)


WRONG = [
    "",
    "d",
    "postgres:d",
    "postgresql:/d",
    f"mysql://u:{SECRET}@h/d",
    f"postgresql://u:{SECRET}@2@h/d",
    f"postgresql://u:{SECRET}/2@h/d",
    f"postgresql://u:{SECRET}#2@h/d",
    f"postgresql://u:{SECRET}?2@h/d",
    f"postgresql://u:{SECRET}@h:port/d",
    f"postgresql://u:{SECRET}@h:0/d",
    f"postgresql://u:{SECRET}@h:5432:1/d",
    f"postgresql://u:{SECRET}@h/d?port=x",
    f"postgresql://u:{SECRET}@[::1/d",
    f"host=h password={SECRET}",
]


@pytest.mark.parametrize("given", WRONG)
def test_what_cannot_be_an_address_is_told_in_both_languages_without_its_password(given: str) -> None:
    with pytest.raises(ValueError, match=r"无法使用.* / the address of the database cannot be used") as told:
        address(given)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize("given", WRONG)
def test_the_command_line_tells_none_either(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["publish", "--to", given])
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert "cannot be used" in printed.err
    assert SECRET not in printed.out + printed.err


def test_an_address_at_the_wrong_place_is_told_without_its_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["publish", f"postgresql://u:{SECRET}@h/d", f"postgres://h/d?password={SECRET}&x=1"])
    said = capsys.readouterr().err
    assert "postgresql://u:***@h/d postgres://h/d?password=***&x=1" in said
    assert SECRET not in said


def test_only_passwords_are_left_out() -> None:
    kept = "--to postgresql://USER@HOST:PORT/DB postgresql://h:1/d a@b.cn --schema gongkai"
    assert without_passwords(kept) == kept


@pytest.mark.parametrize("given", ["", "a\nb", "pg_mine", "PG_MINE", "public", "NONE", "长" * 16])
def test_a_name_that_cannot_be_one(given: str) -> None:
    with pytest.raises(ValueError, match=" / "):
        name(given)


@pytest.mark.parametrize("given", ["gongkai", "公开", 'od"d name', "长" * 15])
def test_a_name(given: str) -> None:
    assert name(given) == given
