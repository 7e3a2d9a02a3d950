select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    {{ code_key('code') }} as cost_category_key
from {{ ref('stg_code__vocabularies') }}
where vocabulary in ('cost_category', 'unknown_member')
