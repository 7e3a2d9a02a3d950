-- The number in a text that is_number accepts, exact; brackets and a leading minus are negative.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as decimal(28, 4)) as expected
    from (
        values
        ('0', '0'),
        ('12.5', '12.5'),
        ('1,234,567.89', '1234567.89'),
        ('-3', '-3'),
        ('−3.20', '-3.2'),
        ('(45.00)', '-45'),
        ('1 234.5', '1234.5'),
        ('0.1', '0.1'),
        ('99999999999999.9999', '99999999999999.9999'),
        ('—', null),
        ('', null),
        (null, null)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ to_number('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
