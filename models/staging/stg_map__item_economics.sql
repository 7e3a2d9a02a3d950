select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(wording), '') as wording,
    nullif(trim(economic_code), '') as economic_code
from {{ ref('map_item_to_economic') }}
