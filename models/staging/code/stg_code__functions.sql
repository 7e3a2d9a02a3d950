select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(function_code), '') as function_code,
    nullif(trim(function_name), '') as function_name,
    nullif(trim(parent_code), '') as parent_code,
    nullif(trim(level), '') as level,
    nullif(trim(fund_type), '') as fund_type,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('code_function') }}
