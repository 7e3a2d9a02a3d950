{{ config(materialized='view') }}

-- Days of the fiscal years, one row each. dbt asks for them where metrics are declared;
-- nothing is made of them.
with digits as (

    select fiscal_year % 10 as digit
    from {{ ref('int_fiscal_years') }}
    where fiscal_year < 2010

),

numbers as (

    select 100 * hundreds.digit + 10 * tens.digit + ones.digit as day_no
    from digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where 100 * hundreds.digit + 10 * tens.digit + ones.digit < 366

)

select cast(years.year_start_date + numbers.day_no as date) as day_date
from {{ ref('int_fiscal_years') }} as years
inner join numbers
    on years.year_start_date + numbers.day_no <= years.year_end_date
