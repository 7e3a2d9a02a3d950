"""A title is read whole: what may stand around it is taken off, anything else makes it another."""

from __future__ import annotations

import pytest

from ingest.read import known_wordings
from ingest.titles import known_title

TITLES = {
    "部门收支总表": "收支总表",
    "表1-1 部门收入总表": "收入总表",
    "附件4-1 某某县水务局2023年收支总表": "收支总表",
    "公开01表 收入支出决算总表": "收入支出决算总表",
    "二〇二三年部门支出总表(单位:万元)": "支出总表",
    "三亚市文旅局2023年度部门收支总表 单位:元": "收支总表",
    "某某县政府采购中心2024年收支预算总表": "收支预算总表",
    "某某县水务局收支总表": "收支总表",
    "(五)一般公共预算“三公”经费支出表(续)": "一般公共预算三公经费支出表",
    "一般公共预算支出情况表(按功能分类科目)": "一般公共预算支出情况表(功能分类)",
    "续表 部门收支总表": "收支总表",
    "收入支出决算总表(财决公开01表)": "收入支出决算总表",
    "一般公共预算基本支出情况表(按部门预算经济分类)": "一般公共预算基本支出情况表(经济分类)",
    "《政府性基金预算支出表》": "政府性基金预算支出表",
    "部门(单位)整体绩效目标表": "整体绩效目标表",
    "高龄津贴项目绩效目标表(2024年度)": "项目绩效目标表",
    "湘潭县2024年税收返还和转移支付分地区表": "税收返还和转移支付分地区表",
    "项目支出绩效自评结果汇总表": "自评结果汇总表",
    "2024年度某某县水务局项目绩效自评情况汇总表": "自评情况汇总表",
}
OTHERS = (
    "某某县2023年收支总表的说明",
    "见2023年收支总表",
    "详见附件2收支总表",
    "注:本表为收支总表",
    "不含政府性基金预算支出表的数据",
    "一般公共预算支出表(不含政府性基金)",
    "本局2023年收支总表如下。",
    "(八)政府性基金预算支出表....................11",
    "收支总表 12",
    "某某基金2023年收支总表",
    "社会保障性住房收支总表",
    "2022年上年结转收支总表",
    "项目建设支出总表",
    "自评结果汇总表的说明",
    "项目支出绩效评价结果汇总表",
    "见项目支出绩效自评结果汇总表",
    "公开05表",
    "2023年部门预算",
    "某某县水务局",
)


@pytest.mark.parametrize(("text", "wording"), TITLES.items())
def test_number_name_year_unit_and_remarks_are_taken_off(text: str, wording: str) -> None:
    assert known_title(text, known_wordings()) == wording


@pytest.mark.parametrize("text", OTHERS)
def test_a_line_that_holds_a_title_is_none(text: str) -> None:
    assert known_title(text, known_wordings()) is None


def test_the_longest_wording_counts() -> None:
    """支出决算表 stands in all of these, and is none of them."""
    for title in ("项目支出决算表", "收入支出决算表", "一般公共预算财政拨款收入支出决算表"):
        assert known_title(title, known_wordings()) == title
