select
    nullif(trim(wording), '') as wording,
    nullif(trim(cost_category), '') as cost_category,
    coalesce(trim(is_of_year) = 'yes', false) as is_of_year
from {{ ref('map_total_wording') }}
