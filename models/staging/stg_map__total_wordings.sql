select nullif(trim(wording), '') as wording
from {{ ref('map_total_wording') }}
