select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    relation
from {{ ref('stg_code__checks') }}
