select
    nullif(trim(wording), '') as wording,
    nullif(trim(kind), '') as kind
from {{ ref('map_publisher_wording') }}
