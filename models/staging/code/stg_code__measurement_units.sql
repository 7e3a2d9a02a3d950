select
    cast(nullif(trim(factor), '') as decimal(18, 6)) as factor,
    nullif(trim(unit_printed), '') as unit_printed,
    nullif(trim(quantity_kind), '') as quantity_kind,
    nullif(trim(base_unit), '') as base_unit,
    coalesce(trim(takes_magnitude) = 'yes', false) as takes_magnitude,
    nullif(trim(rate_unit), '') as rate_unit
from {{ ref('code_measurement_unit') }}
