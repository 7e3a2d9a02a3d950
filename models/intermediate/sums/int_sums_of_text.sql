{#
    Sums that a report takes from running text, with the sentence where it is one: what is wrong
    with a table is no cause of them. One row a document, report and statement of text.
#}
select
    summands.document_id,
    summands.report_code,
    summands.statement_code,
    case when count(distinct accepted.cell_id) = 1 then min(accepted.cell_id) end as cell_id
from {{ ref('int_sum_lines') }} as summands
inner join {{ ref('int_budget_lines_accepted') }} as accepted
    on summands.budget_line_key = accepted.budget_line_key
where
    summands.period_ref = '{{ own_period() }}'
    and accepted.table_no is null
group by summands.document_id, summands.report_code, summands.statement_code
