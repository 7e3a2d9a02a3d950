{#
    What a statement says of a code: lines by code, of the column that says it first, and lines of
    summaries that carry the code of a class. One row a cell.
#}
select
    document_id,
    statement_code,
    side,
    stage,
    expenditure_nature,
    funding_source_code,
    section_no,
    code,
    cell_id,
    amount_cny,
    rounding_step_cny
from {{ ref('int_coded_lines') }}
where
    column_rank = 1
    and cost_category in ('', 'total')
union all
select
    amounts.document_id,
    amounts.statement_code,
    amounts.side,
    amounts.stage,
    amounts.expenditure_nature,
    amounts.funding_source_code,
    coalesce(sections.section_no, 1) as section_no,
    amounts.code,
    amounts.cell_id,
    amounts.amount_cny,
    amounts.rounding_step_cny
from {{ ref('int_lines_and_blanks') }} as amounts
left join {{ ref('int_statement_sections') }} as sections
    on
        {{ same_table('amounts', 'sections') }}
        and amounts.statement_code = sections.statement_code
where
    amounts.line_kind = 'summary'
    and amounts.column_rank = 1
    and amounts.code is not null
