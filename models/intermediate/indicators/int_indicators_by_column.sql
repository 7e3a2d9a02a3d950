{# Indicator rows of tables whose columns hold: every cell is what its header says. #}
with

body_rows as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        printed.block_no,
        blocks.level1_col_no,
        blocks.level2_col_no,
        blocks.name_col_no,
        blocks.operator_col_no,
        blocks.value_col_no,
        blocks.unit_col_no,
        blocks.weight_col_no,
        blocks.remark_col_no
    from {{ ref('int_indicator_rows') }} as printed
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on {{ same_block('printed', 'blocks') }}
    where blocks.is_read_by_column
),

rows_read as (
    select
        body_rows.document_id,
        body_rows.table_no,
        body_rows.row_no,
        body_rows.page_no,
        max(case when cells.col_no = body_rows.level1_col_no then cells.bare_text end)
            as level1_printed,
        max(case when cells.col_no = body_rows.level2_col_no then cells.bare_text end)
            as level2_printed,
        max(case when cells.col_no = body_rows.name_col_no then cells.cell_text end)
            as indicator_name,
        max(case when cells.col_no = body_rows.name_col_no then cells.cell_id end) as name_cell_id,
        max(case when cells.col_no = body_rows.operator_col_no then cells.bare_text end)
            as operator_printed,
        max(case when cells.col_no = body_rows.value_col_no then cells.cell_text end)
            as value_printed,
        max(case when cells.col_no = body_rows.value_col_no then cells.cell_id end)
            as value_cell_id,
        max(case when cells.col_no = body_rows.value_col_no then cells.placement end) as placement,
        max(case when cells.col_no = body_rows.unit_col_no then cells.bare_text end)
            as unit_printed,
        max(case when cells.col_no = body_rows.weight_col_no then cells.bare_text end)
            as weight_printed,
        max(case when cells.col_no = body_rows.remark_col_no then cells.cell_text end) as remark,
        max(body_rows.name_col_no) as name_col_no,
        max(body_rows.value_col_no) as value_col_no
    from body_rows
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('body_rows', 'cells') }}
    group by body_rows.document_id, body_rows.table_no, body_rows.row_no, body_rows.page_no
),

{#
    What its value was before, what the indicator means, how it is scored, what its value rests on, in any
    number of columns.
#}
texts_beside as (
    select
        {% for column, role in [
            ('historical_reference', 'history'), ('indicator_description', 'description'),
            ('scoring_standard', 'scoring'), ('value_basis', 'basis'),
        ] -%}
            string_agg(
                case when columns_resolved.role = '{{ role }}' then cells.cell_text end, '; '
                order by cells.col_no
            ) as {{ column }},
        {% endfor -%}
        body_rows.document_id,
        body_rows.table_no,
        body_rows.row_no
    from body_rows
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('body_rows', 'cells') }}
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            {{ same_block('body_rows', 'columns_resolved') }}
            and cells.col_no = columns_resolved.col_no
    group by body_rows.document_id, body_rows.table_no, body_rows.row_no
)

select
    rows_read.document_id,
    rows_read.table_no,
    rows_read.row_no,
    rows_read.page_no,
    1 as half_no,
    'annual' as horizon,
    rows_read.level1_printed,
    rows_read.level2_printed,
    rows_read.indicator_name,
    rows_read.operator_printed,
    rows_read.value_printed,
    rows_read.unit_printed,
    rows_read.weight_printed,
    texts_beside.historical_reference,
    rows_read.remark,
    texts_beside.indicator_description,
    texts_beside.scoring_standard,
    texts_beside.value_basis,
    coalesce(rows_read.value_col_no, rows_read.name_col_no) as col_no,
    coalesce(rows_read.value_cell_id, rows_read.name_cell_id) as cell_id,
    coalesce(rows_read.placement, 'explicit') as placement,
    rows_read.value_printed is not null or rows_read.indicator_name is not null as is_indicator
from rows_read
left join texts_beside
    on {{ same_row('rows_read', 'texts_beside') }}
