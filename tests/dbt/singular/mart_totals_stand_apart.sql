-- A printed total stands in fct_printed_total, a line never does.
select
    report.budget_line_key,
    report.document_file,
    report.line_kind,
    report.is_total
from {{ ref('rpt_budget_lines') }} as report
left join {{ ref('fct_printed_total') }} as totals
    on report.budget_line_key = totals.printed_total_key
where
    (report.is_total and totals.printed_total_key is null)
    or (not report.is_total and totals.printed_total_key is not null)
