{# The way in which a report takes the money of the document's own year and stage from it. #}
select
    document_id,
    report_code,
    set_order,
    statement_code,
    line_kind,
    reading_order,
    scope_no,
    with_balances,
    sum_cny,
    total_cny,
    basis
from {{ ref('int_sums_of_periods') }}
where period_ref = '{{ own_period() }}'
