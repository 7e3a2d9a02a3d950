"""The amounts of a unit as a CSV file that spreadsheets open and do not spoil."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from publish.site.rows import Row
from publish.spreadsheets import guarded

COLUMNS = (
    "fiscal_year",
    "stage",
    "report",
    "statement_code",
    "sum_basis",
    "group_code",
    "group_name",
    "code",
    "name",
    "note",
    "amount_cny",
    "proof",
    "document_file",
    "page_no",
    "cell_id",
)


def write_csv(rows: Sequence[Row], file: Path) -> None:
    """Write the rows, as many as there are; NULL is empty. Text that a spreadsheet would change has a `'`."""
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in rows:
            values = (row[column] for column in COLUMNS)
            writer.writerow([guarded(value) if isinstance(value, str) else value for value in values])
