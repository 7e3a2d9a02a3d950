-- One number and nothing else: thousands separators, sign and brackets are part of it.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as boolean) as expected
    from (
        values
        ('0', true),
        ('12.5', true),
        ('1,234,567.89', true),
        ('-3', true),
        ('−3.20', true),
        ('(45.00)', true),
        ('1 234.5', true),
        ('12.', false),
        ('.5', false),
        ('12%', false),
        ('3台', false),
        ('8;3', false),
        ('1.2.3', false),
        ('—', false),
        ('205-01', false),
        ('', false),
        ('二', false)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ is_number('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
