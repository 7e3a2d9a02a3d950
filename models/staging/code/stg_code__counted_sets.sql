select
    cast(nullif(trim(set_order), '') as integer) as set_order,
    cast(nullif(trim(total_order), '') as integer) as total_order,
    nullif(trim(report_code), '') as report_code,
    nullif(trim(statement_code), '') as statement_code,
    nullif(trim(line_kind), '') as line_kind,
    nullif(trim(side), '') as side,
    coalesce(trim(total_of_year) = 'yes', false) as is_total_of_year,
    coalesce(trim(total_per_table) = 'yes', false) as is_total_per_table
from {{ ref('code_counted_set') }}
