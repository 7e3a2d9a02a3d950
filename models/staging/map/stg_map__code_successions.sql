select
    cast(nullif(trim(year), '') as integer) as first_year,
    nullif(trim(scheme), '') as scheme,
    nullif(trim(old_code), '') as old_code,
    nullif(trim(old_name), '') as old_name,
    nullif(trim(new_code), '') as new_code,
    nullif(trim(new_name), '') as new_name,
    nullif(trim(change), '') as change_kind,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('map_code_succession') }}
