select
    nullif(trim(economic_code), '') as economic_code,
    nullif(trim(three_public_category), '') as three_public_category
from {{ ref('check_item_category') }}
