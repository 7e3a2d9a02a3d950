-- The name of a line without numbering and white space.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as varchar) as expected
    from (
        values
        ('一、一般公共预算拨款', '一般公共预算拨款'),
        ('(一) 工资福利支出', '工资福利支出'),
        ('1.办公费', '办公费'),
        ('12、印刷费', '印刷费'),
        ('(1)印刷费', '印刷费'),
        ('①咨询费', '咨询费'),
        ('⒈邮电费', '邮电费'),
        ('⑵物业费⑴', '物业费'),
        ('手续费②', '手续费'),
        ('其中:差旅费', '差旅费'),
        ('其中 :差旅费', '差旅费'),
        ('二、(三)其中:1.会议费', '会议费'),
        ('十一、其他支出', '其他支出'),
        ('合 计', '合计'),
        ('一般公共服务支出', '一般公共服务支出'),
        ('2023年项目', '2023年项目'),
        ('培训费(一)', '培训费(一)'),
        (null, null)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ line_key('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
