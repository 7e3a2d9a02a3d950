select
    nullif(trim(used_for), '') as used_for,
    nullif(trim(wording), '') as wording
from {{ ref('map_text_wording') }}
