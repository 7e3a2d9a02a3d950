"""A site as a reader gets it, with pictures and with a document that tries to be more than text."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from gongkai.cli import main
from gongkai.running.home import PROJECT, Home

SCRIPT = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
FORMULA = "=HYPERLINK(1+1)\u202e甲"
_ODD = {"示例水务局": "示例水文局", "河堤加固工程": SCRIPT, "防汛物资储备": FORMULA}


@pytest.fixture(scope="module")
def site(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples and one workbook more, whose projects are markup, script and formula."""
    folder = tmp_path_factory.mktemp("browser")
    made = Home(folder / "home")
    shutil.copytree(home.root, made.root)
    book = openpyxl.load_workbook(PROJECT / "samples" / "qingchuan_water_2024_budget.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                for name, odd in _ODD.items():
                    if isinstance(cell.value, str) and name in cell.value:
                        cell.value = cell.value.replace(name, odd)
                        cell.data_type = "s"
    hostile = folder / "=1+1<b>.xlsx"
    book.save(hostile)
    assert main(["run", str(hostile), "--home", str(made.root)]) in (0, 3)
    assert main(["site", "--pictures", "--home", str(made.root)]) == 0
    return made.site_dir
