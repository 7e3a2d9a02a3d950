"""All samples: which budget in which format."""

from __future__ import annotations

from samples.make_samples.budgets import CULTURE, LIBRARY, WATER
from samples.make_samples.formats import pdf, tabbed, workbook
from samples.make_samples.statements import culture_statements, library_statements, water_statements
from samples.make_samples.targets import targets


def documents() -> dict[str, bytes]:
    """All samples: file name and content."""
    return {
        "qingchuan_water_2024_budget.xlsx": workbook(WATER, water_statements()),
        "qingchuan_water_2024_targets.md": targets().encode(),
        "pingli_library_2024_budget.txt": tabbed(LIBRARY, library_statements()).encode(),
        "ziyuan_culture_2024_budget.pdf": pdf(CULTURE, culture_statements()),
    }
