select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    fact,
    revenue_fact
from {{ ref('stg_code__line_kinds') }}
