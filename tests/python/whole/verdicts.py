"""What the checks said of known documents, by the bytes of each, and what a change made worse.

python -m tests.python.whole.verdicts MART... > tests/python/whole/verdicts.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

KNOWN = Path(__file__).with_name("verdicts.csv")
HEADER = ("document_key", "document_file", "check_code", "holds", "fails")

# Document and check -> how many identities hold (exactly or but for rounding) and how many fail.
Verdicts = Mapping[tuple[str, str], tuple[int, int]]

_COUNTED = """
select
    document_key, document_file, check_code,
    count(*) filter (where verdict in ('holds', 'rounding')) as holds,
    count(*) filter (where verdict = 'fails') as fails
from mart.qc_reconciliation
where verdict <> 'not_checkable'
group by all
order by document_file, document_key, check_code
"""


def counted(mart: duckdb.DuckDBPyConnection) -> Verdicts:
    """The verdicts of a published mart."""
    return {(key, check): (holds, fails) for key, _, check, holds, fails in mart.execute(_COUNTED).fetchall()}


def known() -> Verdicts:
    """The verdicts that are kept."""
    with KNOWN.open(encoding="utf-8") as file:
        return {
            (row["document_key"], row["check_code"]): (int(row["holds"]), int(row["fails"]))
            for row in csv.DictReader(file)
        }


def worsened(before: Verdicts, now: Verdicts) -> list[str]:
    """What held and does not any more, and what fails and did not, of documents that both have."""
    documents = {document for document, _ in now} & {document for document, _ in before}
    told = []
    for document, check in sorted(before.keys() | now.keys()):
        if document in documents:
            holds, fails = before.get((document, check), (0, 0))
            holds_now, fails_now = now.get((document, check), (0, 0))
            if holds_now < holds or fails_now > fails:
                told.append(f"{document} {check}: {holds} held, {fails} failed; now {holds_now}, {fails_now}")
    return told


def main(marts: Iterable[str]) -> None:
    """Print the verdicts of published marts as they are kept."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    for path in marts:
        with duckdb.connect(path, read_only=True) as mart:
            writer.writerows(mart.execute(_COUNTED).fetchall())


if __name__ == "__main__":
    main(sys.argv[1:])
