select
    nullif(trim(wording), '') as wording
from {{ ref('map_comparison_wording') }}
