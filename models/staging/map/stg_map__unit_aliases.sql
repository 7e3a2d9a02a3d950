select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(jurisdiction_code), '') as jurisdiction_code,
    nullif(trim(printed_code), '') as printed_code,
    nullif(trim(wording), '') as wording,
    nullif(trim(unit_code), '') as unit_code,
    nullif(trim(unit_name), '') as unit_name,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('map_unit_alias') }}
