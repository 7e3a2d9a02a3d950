select
    nullif(trim(wording), '') as wording,
    nullif(trim(cost_category), '') as cost_category,
    coalesce(trim(is_of_year) = 'yes', false) as is_of_year,
    coalesce(is_subtotal = 'yes', false) as is_subtotal
from {{ ref('map_total_wording') }}
