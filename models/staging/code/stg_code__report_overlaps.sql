select
    nullif(trim(report_code), '') as report_code,
    nullif(trim(after_report_code), '') as after_report_code
from {{ ref('code_report_overlap') }}
