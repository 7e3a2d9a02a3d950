{#
    The lines that a report takes from a document for each period: those of the way chosen, or the printed total alone.
#}
select
    chosen.document_id,
    chosen.report_code,
    chosen.period_ref,
    chosen.basis,
    summands.budget_line_key
from {{ ref('int_sums_of_periods') }} as chosen
inner join {{ ref('int_sum_lines') }} as summands
    on
        chosen.document_id = summands.document_id
        and chosen.report_code = summands.report_code
        and chosen.period_ref = summands.period_ref
        and chosen.statement_code = summands.statement_code
        and chosen.line_kind = summands.line_kind
        and chosen.set_order = summands.set_order
        and chosen.reading_order = summands.reading_order
        and chosen.scope_no = summands.scope_no
where chosen.with_balances or not summands.is_balance
union all
select
    chosen.document_id,
    chosen.report_code,
    chosen.period_ref,
    chosen.basis,
    printed.budget_line_key
from {{ ref('int_sums_of_periods') }} as chosen
inner join {{ ref('int_sums_printed') }} as printed
    on
        chosen.document_id = printed.document_id
        and chosen.report_code = printed.report_code
        and chosen.period_ref = printed.period_ref
where
    chosen.basis = 'total_only'
    and chosen.line_kind is null
