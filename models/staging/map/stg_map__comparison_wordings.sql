select
    nullif(trim(wording), '') as wording,
    nullif(trim(scope), '') as scope
from {{ ref('map_comparison_wording') }}
