select
    cast(nullif(trim(display_order), '') as integer) as display_order,
    nullif(trim(statement_code), '') as statement_code,
    nullif(trim(statement_name_zh), '') as statement_name_zh,
    nullif(trim(statement_name_en), '') as statement_name_en,
    nullif(trim(document_kind), '') as document_kind,
    nullif(trim(line_kind), '') as line_kind,
    nullif(trim(counterpart_code), '') as counterpart_code,
    nullif(trim(side), '') as side,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(total_source_code), '') as total_source_code,
    nullif(trim(own_level_code), '') as own_level_code,
    nullif(trim(code_kind), '') as code_kind
from {{ ref('code_statement') }}
