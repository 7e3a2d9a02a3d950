select
    nullif(trim(wording), '') as wording,
    nullif(trim(funding_source_code), '') as funding_source_code
from {{ ref('map_item_to_funding_source') }}
