select
    nullif(trim(wording), '') as wording,
    nullif(trim(category_code), '') as category_code,
    cast(nullif(trim(level), '') as integer) as level
from {{ ref('map_level_to_category') }}
