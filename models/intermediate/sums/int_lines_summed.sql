{# The lines that a report takes from a document for its own year and stage. #}
select
    document_id,
    report_code,
    basis,
    budget_line_key
from {{ ref('int_lines_of_periods') }}
where period_ref = '{{ own_period() }}'
