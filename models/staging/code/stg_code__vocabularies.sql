select
    cast(nullif(trim(display_order), '') as integer) as display_order,
    nullif(trim(vocabulary), '') as vocabulary,
    nullif(trim(code), '') as code,
    nullif(trim(name_zh), '') as name_zh,
    nullif(trim(name_en), '') as name_en,
    nullif(trim(description), '') as description
from {{ ref('code_vocabulary') }}
