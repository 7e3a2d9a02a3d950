select
    nullif(trim(wording), '') as wording,
    nullif(trim(cost_category), '') as cost_category
from {{ ref('map_total_wording') }}
