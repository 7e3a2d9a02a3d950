select
    cast(nullif(trim(source_order), '') as integer) as source_order,
    nullif(trim(classification), '') as classification,
    nullif(trim(slot), '') as slot,
    nullif(trim(source_code), '') as source_code,
    nullif(trim(stage), '') as stage,
    nullif(trim(report_code), '') as report_code
from {{ ref('code_execution_source') }}
