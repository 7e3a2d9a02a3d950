"""The additive reports as sections of a page: each says which column names a group, a line and a split of it.

Every report counts each yuan of a unit, year and stage once, so sums of lines, of groups and of a split are
money.
"""

from __future__ import annotations

from dataclasses import dataclass

from publish.dictionary import Text


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the mart; the fields after `title` are SQL over its columns, `null` for what it has not.

    `group` is key, code, Chinese and English name of what opens to its lines; a report without one is a plain
    list. `split` is a division of the lines that their sums are told by, in both languages.
    """

    table: str
    title: Text
    group: tuple[str, str, str, str] = ("null", "null", "null", "null")
    code: str = "null"
    name: str = "null"
    name_en: str = "null"
    note: str = "null"
    note_en: str = "null"
    split: tuple[str, str] = ("null", "null")
    where: str = "true"
    fewest: int = 0
    """Groups or lines from which a chart is drawn; 0 for never."""

    @property
    def has_groups(self) -> bool:
        """Whether its lines stand in groups."""
        return self.group[2] != "null"


_NATURE = ("expenditure_nature_zh", "expenditure_nature_en")
_SOURCE = ("funding_source_name_zh", "funding_source_name_en")

EXPENDITURE = Report(
    "rpt_expenditure",
    Text("支出，按功能分类", "Expenditure by function"),
    group=("function_class_code", "function_class_code", "function_class_name", "null"),
    code="function_code",
    name="coalesce(function_name, function_section_name, function_class_name)",
    note=_NATURE[0],
    note_en=_NATURE[1],
    split=_NATURE,
    fewest=1,
)
REVENUE = Report(
    "rpt_revenue",
    Text("收入，按资金来源", "Revenue by funding source"),
    name=_SOURCE[0],
    name_en=_SOURCE[1],
    fewest=2,
)
BASIC = Report(
    "rpt_basic_expenditure",
    Text("基本支出，按经济分类", "Basic expenditure by economic item"),
    group=("economic_class_code", "economic_class_code", "economic_class_name", "null"),
    code="economic_code",
    name="coalesce(economic_name, economic_class_name, cost_category_zh)",
    name_en="case when coalesce(economic_name, economic_class_name) is null then cost_category_en end",
    note="cost_category_zh",
    note_en="cost_category_en",
    split=("cost_group_zh", "cost_group_en"),
    fewest=2,
)
PROJECTS = Report(
    "rpt_project_expenditure",
    Text("项目与资金来源", "Projects and their sources"),
    group=("project_key", "project_code", "project_name", "null"),
    code="function_code",
    name=_SOURCE[0],
    name_en=_SOURCE[1],
    note="function_name",
    split=_SOURCE,
    fewest=2,
)
THREE_PUBLIC = Report(
    "rpt_three_public",
    Text("“三公”经费", "Travel abroad, vehicles, receptions"),
    name="category_name_zh",
    name_en="category_name_en",
    fewest=1,
)
OTHERS = Report(
    "rpt_amounts_of_other_periods",
    Text("只由他年或他阶段的文件所说", "Told only by a document of another period"),
    group=("report_code", "null", "report_name_zh", "report_name_en"),
    code="coalesce(function_code, economic_code)",
    name="""coalesce(
        project_name, economic_name, function_name, category_name_zh, item_name, funding_source_name_zh
    )""",
    name_en="category_name_en",
    note="coalesce(expenditure_nature_zh, cost_category_zh)",
    note_en="coalesce(expenditure_nature_en, cost_category_en)",
    where="is_only_source",
)


def _purchases(table: str, title: Text) -> Report:
    return Report(
        table,
        title,
        group=("project_key", "project_code", "project_name", "null"),
        name="item_name",
        note=_SOURCE[0],
        note_en=_SOURCE[1],
    )


REPORTS = (
    EXPENDITURE,
    REVENUE,
    BASIC,
    PROJECTS,
    THREE_PUBLIC,
    _purchases("rpt_procurement", Text("政府采购", "Procurement")),
    _purchases("rpt_purchased_services", Text("购买服务", "Purchased services")),
    Report(
        "rpt_asset",
        Text("资产（存量，各年不相加）", "Assets (stocks: years do not add up)"),
        name="item_name",
    ),
    OTHERS,
)
"""In the order of a page."""

BY_TABLE = {report.table: report for report in REPORTS}
