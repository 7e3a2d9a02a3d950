select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    {{ code_key('code') }} as expenditure_nature_key
from {{ ref('stg_code__vocabularies') }}
where vocabulary in ('expenditure_nature', 'unknown_member')
