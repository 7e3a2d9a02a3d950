-- Divisions are 01 to 10, groups lie in their division, GFS codes are of expense, assets or
-- liabilities.
select
    'map_function_to_cofog' as seed_name,
    function_code as code,
    cofog_group as target_code
from {{ ref('stg_map__function_cofogs') }}
where
    not {{ regex_found("coalesce(cofog_division, '')", '^(0[1-9]|10)$') }}
    or not {{ regex_found("coalesce(cofog_group, '')", '^(0[1-9]|10)[.][1-9]$') }}
    or substr(cofog_group, 1, 2) <> cofog_division
union all
select
    'map_economic_to_gfs' as seed_name,
    economic_code as code,
    gfs_code as target_code
from {{ ref('stg_map__economic_gfs') }}
where not {{ regex_found("coalesce(gfs_code, '')", '^(2[1245678][0-9]{0,2}|3[123][0-9]{0,2})$') }}
