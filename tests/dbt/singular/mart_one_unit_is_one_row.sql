-- Within a division a code is one unit, and a name without a code is not also printed in two ways.
with units as (

    select
        jurisdiction_code,
        coalesce(unit_code, {{ bare('unit_name') }}) as identity_printed,
        count(*) as row_count
    from {{ ref('dim_budget_unit') }}
    where jurisdiction_code is not null
    group by jurisdiction_code, coalesce(unit_code, {{ bare('unit_name') }})

)

select
    jurisdiction_code,
    identity_printed,
    row_count
from units
where row_count > 1
