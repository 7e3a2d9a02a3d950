select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(jurisdiction_code), '') as jurisdiction_code,
    nullif(trim(jurisdiction_name), '') as jurisdiction_name,
    nullif(trim(short_name), '') as short_name,
    nullif(trim(level), '') as level,
    nullif(trim(parent_code), '') as parent_code,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('code_jurisdiction') }}
