select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    severity,
    message_zh,
    message_en
from {{ ref('stg_code__findings') }}
