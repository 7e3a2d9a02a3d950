"""Numbers as pages show them: every digit that the mart has and none that it has not."""

from __future__ import annotations

from decimal import Decimal

NOT_PRINTED = "—"
_WAN = Decimal(10_000)
_CENTS, _HUNDRED = Decimal("0.01"), Decimal(100)


def wan(amount: Decimal | None) -> str:
    """Yuan in 万元, exact: two decimals at least and as many as it takes.

    >>> wan(Decimal("156211123.00")), wan(Decimal("0.00")), wan(Decimal("-1")), wan(None)
    ('15,621.1123', '0.00', '-0.0001', '—')
    """
    if amount is None:
        return NOT_PRINTED
    shown = (amount / _WAN).normalize()
    return f"{shown.quantize(_CENTS):,f}" if shown == shown.quantize(_CENTS) else f"{shown:,f}"


def yuan(amount: Decimal | None) -> str:
    """Yuan with two decimals.

    >>> yuan(Decimal("156211123.00")), yuan(None)
    ('156,211,123.00', '—')
    """
    return NOT_PRINTED if amount is None else f"{amount:,.2f}"


def percent(share: Decimal | float | None) -> str:
    """A share with one decimal; never 100.0 or 0.0 for what is not all or nothing.

    >>> percent(Decimal("0.5")), percent(Decimal("0.9999")), percent(Decimal("0.0001")), percent(None)
    ('50.0%', '>99.9%', '<0.1%', '—')
    """
    if share is None:
        return NOT_PRINTED
    whole = Decimal(share)
    if Decimal("0.9995") <= whole < 1:
        return ">99.9%"
    if 0 < whole < Decimal("0.0005"):
        return "<0.1%"
    return f"{whole * _HUNDRED:.1f}%"


def weight(number: Decimal | None) -> str:
    """A number without zeros at its end, never with an exponent.

    >>> weight(Decimal("20.00")), weight(Decimal("2.50")), weight(Decimal("0")), weight(None)
    ('20', '2.5', '0', '—')
    """
    return NOT_PRINTED if number is None else f"{number.normalize():f}"


def count(number: int | None) -> str:
    """A number of things.

    >>> count(12345), count(None)
    ('12,345', '—')
    """
    return NOT_PRINTED if number is None else f"{number:,}"
