-- Fiscal years that a document may be of, 2000 to 2099, one row each.
with digits as (

    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit

),

years as (

    select 2000 + 10 * tens.digit + ones.digit as fiscal_year
    from digits as tens
    cross join digits as ones

)

select
    fiscal_year,
    cast(cast(fiscal_year as varchar) || '-01-01' as date) as year_start_date,
    cast(cast(fiscal_year as varchar) || '-12-31' as date) as year_end_date
from years
