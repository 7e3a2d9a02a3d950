-- Cutting a code's interval at its parents' renames loses no year of it.
with years as (

    select fiscal_year
    from {{ ref('dim_fiscal_year') }}

),

listed as (

    select
        codes.function_code,
        years.fiscal_year
    from {{ ref('stg_code__functions') }} as codes
    inner join years
        on {{ is_valid_in('years.fiscal_year', 'codes') }}

),

published as (

    select
        codes.function_code,
        years.fiscal_year
    from {{ ref('dim_function') }} as codes
    inner join years
        on {{ is_valid_in('years.fiscal_year', 'codes') }}

)

select
    listed.function_code,
    listed.fiscal_year
from listed
left join published
    on
        listed.function_code = published.function_code
        and listed.fiscal_year = published.fiscal_year
where published.function_code is null
