select
    nullif(trim(finding_code), '') as finding_code,
    nullif(trim(reason), '') as reason,
    nullif(trim(severity), '') as severity,
    nullif(trim(message_zh), '') as message_zh,
    nullif(trim(message_en), '') as message_en
from {{ ref('code_finding_reason') }}
