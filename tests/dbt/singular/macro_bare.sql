-- Text without any white space, line breaks and tabs included.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as varchar) as expected
    from (
        values
        ('一 般 公 共', '一般公共'),
        ('  预算' || chr(9) || '数' || chr(10) || '(万元) ', '预算数(万元)'),
        ('无空白', '无空白'),
        (' ', ''),
        (null, null)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ bare('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
