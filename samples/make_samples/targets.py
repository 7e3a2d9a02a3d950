"""Performance targets, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samples.make_samples.budget import YEAR
from samples.make_samples.budgets import WATER, WATER_PROJECTS
from samples.make_samples.formats import shown


@dataclass(frozen=True)
class Indicator:
    """One target: levels, name, sign, value, unit and weight as printed."""

    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str
    weight: str


UNIT_TARGETS = (
    Indicator("产出指标", "数量指标", "加固河堤长度", "≥", "12", "公里", "20"),
    Indicator("", "质量指标", "工程一次验收合格率", "≥", "98", "%", "15"),
    Indicator("", "时效指标", "汛前完工时间", "≤", "5", "月", "15"),
    Indicator("效益指标", "社会效益指标", "受益群众人数", "≥", "3.2", "万人", "20"),
    Indicator("", "生态效益指标", "河道水质", "定性", "良好", "", "20"),
    Indicator("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥", "92", "%", "10"),
)
PROJECT_TARGETS = {
    "河堤加固工程": (
        Indicator("产出指标", "数量指标", "加固堤段数量", "=", "6", "处", "20"),
        Indicator("", "质量指标", "混凝土强度达标率", "=", "100", "%", "20"),
        Indicator("", "成本指标", "每公里加固成本", "≤", "31.5", "万元", "20"),
        Indicator("效益指标", "社会效益指标", "受保护农田面积", "≥", "4500", "亩", "30"),
        Indicator("满意度指标", "服务对象满意度指标", "受益村民满意度", "≥", "95", "%", "10"),
    ),
    "防汛物资储备": (
        Indicator("产出指标", "数量指标", "储备编织袋数量", "≥", "20000", "条", "30"),
        Indicator("", "时效指标", "入库完成时限", "≤", "60", "天", "20"),
        Indicator("效益指标", "可持续影响指标", "物资可用年限", "≥", "3", "年", "30"),
        Indicator("满意度指标", "服务对象满意度指标", "乡镇防汛员满意度", "≥", "90", "%", "20"),
    ),
}
GOALS = {
    "河堤加固工程": "对六处险工堤段加固，汛期前完工并通过验收。",
    "防汛物资储备": "补足县级仓库的防汛物资，做到随调随用。",
}
INDICATOR_HEADER = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重")


def targets() -> str:
    """Target forms of the unit and of two projects as Markdown tables."""
    budget = WATER
    blocks = [
        f"# {budget.bureau}{YEAR}年绩效目标",
        f"## {budget.bureau}{YEAR}年整体支出绩效目标表",
        _pipes(
            [
                ("部门（单位）名称", budget.bureau),
                ("年度总体目标", "完成河堤加固和防汛储备，保障城乡供水与行洪安全。"),
                INDICATOR_HEADER,
                *(_cells(indicator) for indicator in UNIT_TARGETS),
            ]
        ),
    ]
    funding = {name: value for _, _, name, value in WATER_PROJECTS}
    for name, indicators in PROJECT_TARGETS.items():
        value = shown(funding[name])
        blocks += [
            "## 项目支出绩效目标表",
            _pipes(
                [
                    ("项目名称", name, "预算单位", budget.bureau),
                    (f"年度资金总额：{value}万元", f"其中：财政拨款 {value}万元", "其他资金 0.00万元"),
                    ("年度目标", GOALS[name]),
                    INDICATOR_HEADER,
                    *(_cells(indicator) for indicator in indicators),
                ]
            ),
        ]
    return "\n\n".join(blocks) + "\n"


def _cells(indicator: Indicator) -> tuple[str, ...]:
    return (
        indicator.level1,
        indicator.level2,
        indicator.name,
        indicator.sign,
        indicator.value,
        indicator.unit,
        indicator.weight,
    )


def _pipes(rows: Sequence[Sequence[str]]) -> str:
    columns = max(len(row) for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * columns}", *lines[1:]])
