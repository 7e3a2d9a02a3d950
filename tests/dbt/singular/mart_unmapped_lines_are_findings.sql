-- What was printed and not matched says why: a finding stands at its cell.
with lines_unmapped as (
    select
        lines_printed.budget_line_key,
        lines_printed.document_key,
        lines_printed.cell_id
    from {{ ref('rpt_budget_lines') }} as lines_printed
    where
        lines_printed.function_mapping_method = 'unmapped'
        or lines_printed.economic_mapping_method = 'unmapped'
        or lines_printed.revenue_mapping_method = 'unmapped'
        or (lines_printed.funding_source_mapping_method = 'unmapped' and not lines_printed.is_total)
)

select
    lines_unmapped.budget_line_key,
    lines_unmapped.cell_id
from lines_unmapped
left join {{ ref('qc_finding') }} as findings
    on
        lines_unmapped.document_key = findings.document_key
        and lines_unmapped.cell_id = findings.cell_id
        and findings.finding_code in (
            'code_unmapped', 'code_contradicts_name', 'name_unmapped', 'funding_source_unmapped'
        )
where findings.cell_id is null
