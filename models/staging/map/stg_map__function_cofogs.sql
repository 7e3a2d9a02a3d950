select
    nullif(trim(function_code), '') as function_code,
    nullif(trim(cofog_division), '') as cofog_division,
    nullif(trim(cofog_group), '') as cofog_group,
    nullif(trim(cofog_division_name), '') as cofog_division_name,
    nullif(trim(cofog_group_name), '') as cofog_group_name,
    nullif(trim(rationale), '') as rationale,
    nullif(trim(status), '') as status,
    coalesce(trim(is_outlay), '') <> 'no' as is_outlay
from {{ ref('map_function_to_cofog') }}
