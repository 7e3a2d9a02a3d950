"""The three invented budgets."""

from __future__ import annotations

from samples.make_samples.budget import ZERO, Budget, Line, amount

WATER = Budget(
    bureau="青川县示例水务局",
    unit="万元",
    parents={
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "210": "卫生健康支出",
        "21011": "行政事业单位医疗",
        "213": "农林水支出",
        "21303": "水利",
        "221": "住房保障支出",
        "22102": "住房改革支出",
        "301": "工资福利支出",
        "302": "商品和服务支出",
        "303": "对个人和家庭的补助",
    },
    functions=(
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("41.60")),
        Line("2080506", "机关事业单位职业年金缴费支出", amount("20.80")),
        Line("2101101", "行政单位医疗", amount("28.50")),
        Line("2130301", "行政运行", amount("425.60")),
        Line("2130305", "水利工程建设", project=amount("380.00")),
        Line("2130306", "水利工程运行与维护", project=amount("150.00")),
        Line("2130314", "防汛", project=amount("90.00")),
        Line("2210201", "住房公积金", amount("37.50")),
    ),
    economics=(
        Line("30101", "基本工资", amount("168.20")),
        Line("30102", "津贴补贴", amount("96.40")),
        Line("30103", "奖金", amount("58.10")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("41.60")),
        Line("30109", "职业年金缴费", amount("20.80")),
        Line("30110", "职工基本医疗保险缴费", amount("28.50")),
        Line("30112", "其他社会保障缴费", amount("4.30")),
        Line("30113", "住房公积金", amount("37.50")),
        Line("30201", "办公费", amount("14.60")),
        Line("30207", "邮电费", amount("3.20")),
        Line("30211", "差旅费", amount("18.40")),
        Line("30217", "公务接待费", amount("2.10")),
        Line("30228", "工会经费", amount("6.80")),
        Line("30231", "公务用车运行维护费", amount("7.50")),
        Line("30239", "其他交通费用", amount("21.60")),
        Line("30299", "其他商品和服务支出", amount("8.90")),
        Line("30305", "生活补助", amount("9.20")),
        Line("30309", "奖励金", amount("6.30")),
    ),
    vehicles=amount("7.50"),
    reception=amount("2.10"),
    carryover=amount("44.00"),
)
LIBRARY = Budget(
    bureau="平利县示例图书馆",
    unit="万元",
    parents={
        "207": "文化旅游体育与传媒支出",
        "20701": "文化和旅游",
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "210": "卫生健康支出",
        "21011": "行政事业单位医疗",
        "301": "工资福利支出",
        "302": "商品和服务支出",
    },
    functions=(
        Line("2070104", "图书馆", amount("132.40"), amount("85.00")),
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("16.80")),
        Line("2101102", "事业单位医疗", amount("9.30")),
    ),
    economics=(
        Line("30101", "基本工资", amount("61.50")),
        Line("30107", "绩效工资", amount("48.20")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("16.80")),
        Line("30110", "职工基本医疗保险缴费", amount("9.30")),
        Line("30201", "办公费", amount("6.40")),
        Line("30205", "水费", amount("1.20")),
        Line("30206", "电费", amount("9.60")),
        Line("30217", "公务接待费", amount("1.20")),
        Line("30228", "工会经费", amount("2.80")),
        Line("30231", "公务用车运行维护费", amount("1.50")),
    ),
    vehicles=amount("1.50"),
    reception=amount("1.20"),
    carryover=ZERO,
)
# Wrong on purpose: vehicles 1.50 and reception 1.20 make 2.70.
LIBRARY_THREE_PUBLIC_PRINTED = amount("3.20")
CULTURE = Budget(
    bureau="资源县示例文化馆",
    unit="元",
    parents={
        "207": "文化旅游体育与传媒支出",
        "20701": "文化和旅游",
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "221": "住房保障支出",
        "22102": "住房改革支出",
        "301": "工资福利支出",
        "302": "商品和服务支出",
    },
    functions=(
        Line("2070109", "群众文化", amount("864200"), amount("310000")),
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("98500")),
        Line("2210201", "住房公积金", amount("73900")),
    ),
    economics=(
        Line("30101", "基本工资", amount("402600")),
        Line("30107", "绩效工资", amount("356000")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("98500")),
        Line("30113", "住房公积金", amount("73900")),
        Line("30201", "办公费", amount("46100")),
        Line("30211", "差旅费", amount("31500")),
        Line("30217", "公务接待费", amount("6000")),
        Line("30231", "公务用车运行维护费", amount("22000")),
    ),
    vehicles=amount("22000"),
    reception=amount("6000"),
    carryover=ZERO,
)
WATER_PROJECTS = (
    ("2130305", "水利工程建设", "河堤加固工程", amount("380.00")),
    ("2130306", "水利工程运行与维护", "灌区渠系维护", amount("150.00")),
    ("2130314", "防汛", "防汛物资储备", amount("90.00")),
)
LIBRARY_PROJECTS = (
    ("2070104", "图书馆", "图书购置", amount("60.00")),
    ("2070104", "图书馆", "乡镇流动书车", amount("25.00")),
)
