select
    nullif(trim(pair), '') as pair,
    nullif(trim(side), '') as side,
    nullif(trim(wording), '') as wording
from {{ ref('map_opposite_word') }}
