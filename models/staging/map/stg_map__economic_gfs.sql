select
    nullif(trim(economic_code), '') as economic_code,
    nullif(trim(gfs_code), '') as gfs_code,
    nullif(trim(gfs_name), '') as gfs_name,
    nullif(trim(rationale), '') as rationale,
    nullif(trim(status), '') as status
from {{ ref('map_economic_to_gfs') }}
