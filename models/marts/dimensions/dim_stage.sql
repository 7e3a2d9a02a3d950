select
    code,
    name_zh,
    name_en,
    description,
    display_order
from {{ ref('stg_code__vocabularies') }}
where vocabulary = 'stage'
