{#
    The lines that may become facts: all that was printed as text, and of what was read from a
    picture only amounts that an identity confirms to the last digit.
#}
with

tables_printed as (
    select
        document_id,
        table_no,
        case when grid = 'picture' then 'ocr' else 'text' end as text_origin
    from {{ ref('stg_raw__tables') }}
)

select
    budget_lines.document_id,
    budget_lines.statement_code,
    budget_lines.statement_title_printed,
    budget_lines.code_depth,
    budget_lines.side,
    budget_lines.line_kind,
    budget_lines.unit_code,
    budget_lines.unit_name,
    budget_lines.function_code_printed,
    budget_lines.function_name_printed,
    budget_lines.function_code,
    budget_lines.function_mapping_method,
    budget_lines.economic_code_printed,
    budget_lines.economic_name_printed,
    budget_lines.economic_code,
    budget_lines.economic_mapping_method,
    budget_lines.project_code,
    budget_lines.project_name,
    budget_lines.funding_source_code,
    budget_lines.funding_source_mapping_method,
    budget_lines.funding_source_printed,
    budget_lines.horizon,
    budget_lines.expenditure_nature,
    budget_lines.cost_category,
    budget_lines.item_name,
    budget_lines.quantity,
    budget_lines.quantity_unit,
    budget_lines.is_total,
    budget_lines.amount_cny,
    budget_lines.amount_printed,
    budget_lines.unit_printed,
    budget_lines.cell_id,
    budget_lines.part_no,
    budget_lines.page_no,
    budget_lines.table_no,
    budget_lines.row_no,
    budget_lines.col_no,
    budget_lines.placement,
    budget_lines.stage,
    budget_lines.measure,
    budget_lines.fiscal_year,
    budget_lines.is_of_another_year,
    {{ unit_mention_key('budget_lines') }} as mention_key,
    {{ budget_line_key('budget_lines') }} as budget_line_key,
    coalesce(tables_printed.text_origin, 'text') as text_origin
from {{ ref('int_budget_lines') }} as budget_lines
left join tables_printed
    on {{ same_table('budget_lines', 'tables_printed') }}
left join {{ ref('int_cells_checked') }} as cells_checked
    on budget_lines.cell_id = cells_checked.cell_id
where
    coalesce(tables_printed.text_origin, 'text') = 'text'
    or cells_checked.is_exact
