select
    cast(nullif(trim(max_value), '') as decimal(18, 6)) as max_value,
    nullif(trim(wording), '') as wording,
    nullif(trim(quantity_kind), '') as quantity_kind,
    nullif(trim(unit_printed), '') as unit_printed
from {{ ref('map_name_to_quantity') }}
