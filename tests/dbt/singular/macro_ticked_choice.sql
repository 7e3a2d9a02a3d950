-- Of a row of check boxes the ticked one (☑, or the P that stands for a tick); text
-- without boxes stays as it is.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as varchar) as expected
    from (
        values
        ('☐一次性 ☑经常性', '经常性'),
        ('☑ 新增项目 ☐ 延续项目', '新增项目'),
        ('□一次性 ☑P经常性', '经常性'),
        ('☐一次性 P 经常性', '经常性'),
        ('☐一次性 ☐经常性', null),
        ('经常性', '经常性'),
        ('PPP项目', 'PPP项目'),
        (null, null)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ ticked_choice('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
