select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    {{ code_key('code') }} as horizon_key
from {{ ref('stg_code__vocabularies') }}
where vocabulary in ('horizon', 'unknown_member')
