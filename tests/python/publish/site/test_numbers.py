"""Numbers of pages: no digit more or less than the mart has."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publish.site.numbers
from publish.site.numbers import percent, wan, yuan

CENTS = st.integers(-(10**17), 10**17).map(lambda number: Decimal(number) / 100)


def test_examples() -> None:
    assert doctest.testmod(publish.site.numbers).failed == 0


@given(CENTS)
def test_an_amount_is_shown_to_its_last_digit(amount: Decimal) -> None:
    assert Decimal(wan(amount).replace(",", "")) * 10_000 == amount
    assert Decimal(yuan(amount).replace(",", "")) == amount


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("0.00", "0.00"),
        ("0.01", "0.000001"),
        ("9999999999999999.99", "999,999,999,999.999999"),
        ("-350000.00", "-35.00"),
        ("100000000.00", "10,000.00"),
    ],
)
def test_small_large_and_negative_amounts(amount: str, told: str) -> None:
    assert wan(Decimal(amount)) == told


@given(st.decimals(0, 1, places=8))
def test_a_share_is_never_all_or_nothing_that_is_not(share: Decimal) -> None:
    assert (percent(share) == "100.0%") == (share == 1)
    assert (percent(share) == "0.0%") == (share == 0)
