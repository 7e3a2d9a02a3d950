select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    {{ code_key('code') }} as stage_key
from {{ ref('stg_code__vocabularies') }}
where vocabulary in ('stage', 'unknown_member')
