"""What would mend a cell: the end of the evidence of a failing identity, as the document would print it."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import pytest

from gongkai.checking.layout import Amount, Layout
from gongkai.checking.reading import Vocabulary, _mended
from gongkai.checking.report import Mended, Place
from gongkai.tracing.printed import Document

CELL = "d:t1:r2:c3"
WORDS = Vocabulary({}, {}, {"元": Decimal(1), "万元": Decimal(10_000)})


def layout(*amounts: Amount) -> Layout:
    return Layout(cast(Document, None), {}, {}, {}, {}, {}, {CELL: amounts})


@pytest.mark.parametrize(
    ("evidence", "amounts", "mended"),
    [
        (
            "205: 700000.00 <> 900000.00 | 700000.00 -> 500000.00",
            [Amount(Decimal(700_000), "70.00", "万元")],
            Mended(Decimal(700_000), Decimal(500_000), "70.00 万元", "50.00 万元"),
        ),
        (
            "205: -3.5 <> 1 | -3.5 -> 1",
            [Amount(Decimal("-3.5"), "-3.5", "元")],
            Mended(Decimal("-3.5"), Decimal(1), "-3.5 元", "1.0 元"),
        ),
        ("205: 7 <> 9 | 7 -> 5", [], Mended(Decimal(7), Decimal(5), "7", "5")),
        ("205: 7 <> 9 | 7 -> 5", [Amount(Decimal(8), "8", "元")], Mended(Decimal(7), Decimal(5), "7", "5")),
        ("205: 7 <> 9 | = d:t1:r2:c4", [Amount(Decimal(7), "7", "元")], None),
        ("a title -> another title", [], None),
    ],
)
def test_what_would_mend_a_cell(evidence: str, amounts: list[Amount], mended: Mended | None) -> None:
    assert _mended(layout(*amounts), Place(CELL), evidence, WORDS) == mended
