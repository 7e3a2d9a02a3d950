select
    code,
    name_zh,
    name_en,
    description,
    display_order,
    severity,
    message_zh,
    message_en
from {{ ref('int_findings_listed') }}
