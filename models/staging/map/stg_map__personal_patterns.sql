select
    pattern,
    nullif(trim(used_for), '') as used_for
from {{ ref('map_personal_pattern') }}
