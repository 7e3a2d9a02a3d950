select
    cast(nullif(trim(display_order), '') as integer) as display_order,
    nullif(trim(code), '') as code,
    nullif(trim(name_zh), '') as name_zh,
    nullif(trim(name_en), '') as name_en,
    nullif(trim(description), '') as description,
    nullif(trim(severity), '') as severity,
    nullif(trim(message_zh), '') as message_zh,
    nullif(trim(message_en), '') as message_en
from {{ ref('code_finding') }}
