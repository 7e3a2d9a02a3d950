{#
    Every number in a column of amounts, with the labels of its row and the dimensions of its
    column.
#}
with

{# The label columns that speak for an amount column: the nearest ones to its left. #}
label_columns as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.block_no,
        amounts.col_no,
        max_by(labels.code_group_no, case when labels.role = 'code' then labels.col_no end)
            as code_group_no,
        {# 单位名称 names the line where no other column does (then it holds 科目名称 as well). #}
        coalesce(
            max(case when labels.role = 'name' then labels.col_no end),
            max(case when labels.role = 'unit_name' then labels.col_no end)
        ) as name_col_no,
        case
            when count(case when labels.role = 'name' then 1 end) > 0
                then max(case when labels.role = 'unit_name' then labels.col_no end)
        end as unit_name_col_no,
        max(case when labels.role = 'unit_code' then labels.col_no end) as unit_code_col_no,
        max(case when labels.role = 'project_name' then labels.col_no end) as project_col_no,
        max(case when labels.role = 'item_name' then labels.col_no end) as item_col_no,
        max(case when labels.role = 'task_name' then labels.col_no end) as task_col_no,
        max(case when labels.role = 'quantity' then labels.col_no end) as quantity_col_no,
        max(case when labels.role = 'quantity_unit' then labels.col_no end) as quantity_unit_col_no
    from {{ ref('int_columns_resolved') }} as amounts
    left join {{ ref('int_columns_resolved') }} as labels
        on
            amounts.document_id = labels.document_id
            and amounts.table_no = labels.table_no
            and amounts.block_no = labels.block_no
            and amounts.col_no > labels.col_no
    where amounts.role = 'amount'
    group by amounts.document_id, amounts.table_no, amounts.block_no, amounts.col_no
),

amount_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.page_no,
        cells.line_no,
        cells.cell_text as amount_printed,
        cells.placement,
        printed.block_no,
        printed.statement_code,
        columns_resolved.header_path,
        columns_resolved.header_printed,
        columns_resolved.side,
        columns_resolved.expenditure_nature,
        columns_resolved.cost_category,
        columns_resolved.funding_source_code,
        columns_resolved.three_public_category,
        columns_resolved.stage,
        columns_resolved.unit_in_header,
        statements.line_kind in ('function', 'economic', 'summary') as is_of_subjects
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on
            cells.document_id = printed.document_id
            and cells.table_no = printed.table_no
            and cells.row_no = printed.row_no
            and printed.row_role = 'body'
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            printed.document_id = columns_resolved.document_id
            and printed.table_no = columns_resolved.table_no
            and printed.block_no = columns_resolved.block_no
            and cells.col_no = columns_resolved.col_no
            and columns_resolved.role = 'amount'
    inner join {{ ref('stg_code__statements') }} as statements
        on printed.statement_code = statements.statement_code
    left join {{ ref('int_columns_withheld') }} as withheld
        on
            columns_resolved.document_id = withheld.document_id
            and columns_resolved.table_no = withheld.table_no
            and columns_resolved.block_no = withheld.block_no
            and columns_resolved.col_no = withheld.col_no
    where
        withheld.col_no is null
        and (statements.line_kind <> 'summary' or columns_resolved.side is not null)
        and cells.placement <> 'unplaced'
        and (
            cells.is_number
            or {{ regex_found('cells.bare_text', '^[0-9][0-9,.]*(' ~ money_units() ~ ')$') }}
        )
)

select
    amount_cells.document_id,
    amount_cells.table_no,
    amount_cells.row_no,
    amount_cells.col_no,
    amount_cells.cell_id,
    amount_cells.page_no,
    amount_cells.line_no,
    amount_cells.block_no,
    amount_cells.statement_code,
    amount_cells.amount_printed,
    amount_cells.placement,
    amount_cells.header_path,
    amount_cells.header_printed,
    amount_cells.side,
    amount_cells.expenditure_nature,
    amount_cells.cost_category,
    amount_cells.funding_source_code,
    amount_cells.three_public_category,
    amount_cells.stage,
    amount_cells.unit_in_header,
    codes.code_group_no,
    codes.code_depth,
    unit_codes.bare_text as unit_code_printed,
    {{ unwrapped('unit_names.cell_text') }} as unit_name_printed,
    {{ unwrapped('projects.cell_text') }} as project_printed,
    {{ unwrapped('items.cell_text') }} as item_printed,
    {{ unwrapped('tasks.cell_text') }} as task_printed,
    quantities.cell_text as quantity_printed,
    quantity_units.cell_text as quantity_unit_printed,
    label_columns.unit_code_col_no is not null as has_unit_column,
    label_columns.project_col_no is not null as has_project_column,
    label_columns.item_col_no is not null as has_item_column,
    label_columns.task_col_no is not null as has_task_column,
    {# Some print code and name in one cell, under the header of either. #}
    coalesce(
        {{ code_in_front('codes.code_text') }},
        codes.code_text,
        case
            when amount_cells.is_of_subjects then {{ code_in_front('item_names.cell_text') }}
        end
    ) as code_printed,
    coalesce(
        case
            when amount_cells.is_of_subjects and codes.code_text is null
                then {{ name_behind_code('item_names.cell_text') }}
        end,
        {{ unwrapped('item_names.cell_text') }},
        {{ name_behind_code('codes.code_text') }}
    ) as name_printed
from amount_cells
inner join label_columns
    on
        amount_cells.document_id = label_columns.document_id
        and amount_cells.table_no = label_columns.table_no
        and amount_cells.block_no = label_columns.block_no
        and amount_cells.col_no = label_columns.col_no
left join {{ ref('int_codes_printed') }} as codes
    on
        amount_cells.document_id = codes.document_id
        and amount_cells.table_no = codes.table_no
        and amount_cells.row_no = codes.row_no
        and label_columns.code_group_no = codes.code_group_no
{% for alias, column in [
    ('item_names', 'name_col_no'), ('unit_codes', 'unit_code_col_no'),
    ('unit_names', 'unit_name_col_no'),
    ('projects', 'project_col_no'), ('items', 'item_col_no'), ('tasks', 'task_col_no'),
    ('quantities', 'quantity_col_no'), ('quantity_units', 'quantity_unit_col_no'),
] -%}
    left join {{ ref('int_cells_unnested') }} as {{ alias }}
        on
            amount_cells.document_id = {{ alias }}.document_id
            and amount_cells.table_no = {{ alias }}.table_no
            and amount_cells.row_no = {{ alias }}.row_no
            and label_columns.{{ column }} = {{ alias }}.col_no
{% endfor %}
