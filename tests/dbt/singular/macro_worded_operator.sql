-- 以上 and 不低于 are at least, 以内 and N个工作日内 at most; other words say nothing.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as varchar) as expected
    from (
        values
        ('200亿元以上', '>='),
        ('不低于95%', '>='),
        ('不少于3次', '>='),
        ('至少1场', '>='),
        ('30日以内', '<='),
        ('5人以下', '<='),
        ('7个工作日内', '<='),
        ('3工作日内', '<='),
        ('不高于5%', '<='),
        ('不超过20万元', '<='),
        ('不多于2次', '<='),
        ('95%', null),
        ('较高以上', null),
        ('3小时内', null),
        ('以上所列', null),
        ('以上3项', null),
        (null, null)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ worded_operator('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
