{#
    Lines that identities compare, and beside them the blank cells of a row that prints a total or a
    part of it: there nothing is printed, which is nothing and no gap.
#}
with

lines_placed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.line_kind,
        amounts.side,
        amounts.item_name,
        amounts.is_total,
        amounts.amount_cny,
        amounts.cell_id,
        amounts.stage,
        amounts.code_depth,
        amounts.document_kind,
        amounts.unit_ref,
        amounts.code,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.statement_family,
        amounts.rounding_step_cny,
        amounts.column_rank,
        printed.block_no,
        coalesce(amounts.funding_source_code, '') as funding_source_code
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('amounts', 'printed') }}
),

{#
    What a column means is the same in all rows of a block. A column of 三公 without an amount is of the
    year and stage of the columns beside it.
#}
columns_printed as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        min(side) as side,
        min(stage) as stage,
        min(expenditure_nature) as expenditure_nature,
        min(cost_category) as cost_category,
        min(funding_source_code) as funding_source_code,
        min(item_name) as item_name,
        min(column_rank) as column_rank
    from lines_placed
    group by document_id, table_no, block_no, col_no
),

blanks as (
    select
        rows_printed.document_id,
        rows_printed.statement_code,
        parts.table_no,
        parts.row_no,
        parts.col_no,
        rows_printed.line_kind,
        rows_printed.is_total,
        parts.cell_id,
        rows_printed.code_depth,
        rows_printed.document_kind,
        rows_printed.unit_ref,
        rows_printed.code,
        rows_printed.statement_family,
        rows_printed.cell_id as label_cell_id,
        {% for column in [
            'side', 'stage', 'expenditure_nature', 'cost_category', 'column_rank',
            'funding_source_code',
        ] -%}
            coalesce(columns_printed.{{ column }}, rows_printed.{{ column }}) as {{ column }},
        {% endfor -%}
        case
            when rows_printed.line_kind = 'three_public'
                then coalesce(columns_printed.item_name, resolved.three_public_category)
            else rows_printed.item_name
        end as item_name
    from {{ ref('int_cells_blank') }} as parts
    inner join lines_placed as rows_printed
        on
            {{ same_row('parts', 'rows_printed') }}
            and parts.label_col_no = rows_printed.col_no
    left join columns_printed
        on
            {{ same_block('parts', 'columns_printed') }}
            and parts.col_no = columns_printed.col_no
    left join {{ ref('int_columns_resolved') }} as resolved
        on
            {{ same_block('parts', 'resolved') }}
            and parts.col_no = resolved.col_no
    where
        columns_printed.col_no is not null
        or (
            rows_printed.line_kind = 'three_public'
            and resolved.three_public_category is not null
        )
)

select
    document_id,
    statement_code,
    table_no,
    row_no,
    col_no,
    line_kind,
    side,
    item_name,
    is_total,
    amount_cny,
    cell_id,
    stage,
    code_depth,
    document_kind,
    unit_ref,
    code,
    expenditure_nature,
    cost_category,
    statement_family,
    rounding_step_cny,
    column_rank,
    funding_source_code,
    cell_id as label_cell_id,
    false as is_blank
from lines_placed
union all
select
    document_id,
    statement_code,
    table_no,
    row_no,
    col_no,
    line_kind,
    side,
    item_name,
    is_total,
    0 as amount_cny,
    cell_id,
    stage,
    code_depth,
    document_kind,
    unit_ref,
    code,
    expenditure_nature,
    cost_category,
    statement_family,
    0 as rounding_step_cny,
    column_rank,
    funding_source_code,
    label_cell_id,
    true as is_blank
from blanks
