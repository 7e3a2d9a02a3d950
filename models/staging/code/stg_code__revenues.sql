select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(revenue_code), '') as revenue_code,
    nullif(trim(revenue_name), '') as revenue_name,
    nullif(trim(parent_code), '') as parent_code,
    nullif(trim(level), '') as level,
    nullif(trim(fund_type), '') as fund_type,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('code_revenue') }}
