select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(government_code), '') as government_code,
    nullif(trim(department_code), '') as department_code,
    nullif(trim(body_kind), '') as body_kind,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('map_economic_correspondence') }}
