-- The wording of a header without what varies. Answers are those of header_key in
-- ingest/text.py, given text as raw holds it; tests/python/models/test_macros_agree.py compares
-- both on these inputs.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as varchar) as expected
    from (
        values
        ('2022年预算数', '预算数'),
        ('2023年度预算', '预算'),
        ('1. 一般公共预算收入', '一般公共预算收入'),
        ('12、项目名称', '项目名称'),
        ('权重(%)', '权重'),
        ('权重(%)①', '权重'),
        ('基本支出¹', '基本支出'),
        ('*', '*'),
        ('①基本支出', '基本支出'),
        ('⑴项目支出⑵', '项目支出'),
        ('项目支出*', '项目支出'),
        ('金额(万元', '金额'),
        ('单位名称:', '单位名称'),
        ('金额(万元):', '金额'),
        ('1.2022年预算数', '预算数'),
        ('备注::', '备注'),
        ('(合计)', '(合计)'),
        ('合 计', '合计'),
        ('科目 编码', '科目编码'),
        ('2023年', ''),
        ('项目(2022年)名称', '项目(2022年)名称'),
        ('三级 指标(必填)', '三级指标'),
        ('', ''),
        ('一、收入', '一、收入'),
        ('2022年 预 算 数(万元)', '预算数')
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ header_key('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
