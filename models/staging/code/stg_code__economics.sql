select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(scheme), '') as scheme,
    nullif(trim(economic_code), '') as economic_code,
    nullif(trim(economic_name), '') as economic_name,
    nullif(trim(parent_code), '') as parent_code,
    nullif(trim(level), '') as level,
    nullif(trim(cost_category), '') as cost_category,
    nullif(trim(government_code), '') as government_code,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('code_economic') }}
