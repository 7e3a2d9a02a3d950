-- How many numbers stand in a text; separators and decimals belong to one.
with

cases as (
    select
        cast(given.printed as varchar) as printed,
        cast(given.expected as integer) as expected
    from (
        values
        ('90%', true),
        ('1,234.50元', true),
        ('8台;3台', 2),
        ('10-20人', 2),
        ('2022年12月31日', 3),
        ('0.30', true),
        ('健全', false),
        ('第3期2批', 2)
    ) as given (printed, expected)
),

computed as (
    select
        printed,
        expected,
        {{ number_count('printed') }} as found
    from cases
)

select
    printed,
    expected,
    found
from computed
where found is distinct from expected
