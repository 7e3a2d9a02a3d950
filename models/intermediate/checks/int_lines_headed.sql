{#
    Lines of a code that stand below a row of the same code which heads them (水利行业业务管理 above its
    projects): the row is their sum, and what adds up codes takes the row. One row a line.
#}
with

coded as (
    select
        document_id,
        statement_code,
        unit_ref,
        side,
        stage,
        expenditure_nature,
        cost_category,
        funding_source_code,
        column_rank,
        section_no,
        code,
        col_no,
        cell_id,
        amount_cny,
        rounding_step_cny,
        is_total
    from {{ ref('int_coded_lines') }}
    where
        not is_blank
        and line_kind = 'project'
)

select
    lines_below.document_id,
    lines_below.statement_code,
    lines_below.col_no,
    lines_below.cell_id,
    lines_below.amount_cny,
    lines_below.rounding_step_cny,
    headings.cell_id as heading_cell_id,
    headings.amount_cny as heading_amount_cny,
    headings.rounding_step_cny as heading_rounding_step_cny,
    concat(
        headings.unit_ref, ' ', headings.code, ' ', headings.expenditure_nature, ' ',
        headings.cost_category, ' ', headings.funding_source_code
    ) as scope
from coded as lines_below
inner join coded as headings
    on
        lines_below.document_id = headings.document_id
        and lines_below.statement_code = headings.statement_code
        and lines_below.unit_ref = headings.unit_ref
        and lines_below.side = headings.side
        and lines_below.stage = headings.stage
        and lines_below.expenditure_nature = headings.expenditure_nature
        and lines_below.cost_category = headings.cost_category
        and lines_below.funding_source_code = headings.funding_source_code
        and lines_below.column_rank = headings.column_rank
        and lines_below.section_no = headings.section_no
        and lines_below.code = headings.code
where
    headings.is_total
    and not lines_below.is_total
