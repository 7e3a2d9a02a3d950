select
    cast(nullif(trim(level), '') as integer) as level,
    nullif(trim(wording), '') as wording,
    nullif(trim(category_code), '') as category_code
from {{ ref('map_level_to_category') }}
