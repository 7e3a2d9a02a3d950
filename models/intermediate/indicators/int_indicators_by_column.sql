{# Indicator rows of tables whose columns hold: every cell is what its header says. #}
with

body_rows as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        blocks.level1_col_no,
        blocks.level2_col_no,
        blocks.name_col_no,
        blocks.operator_col_no,
        blocks.value_col_no,
        blocks.unit_col_no,
        blocks.weight_col_no,
        blocks.history_col_no,
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
        max(case when cells.col_no = body_rows.history_col_no then cells.cell_text end)
            as historical_reference,
        max(case when cells.col_no = body_rows.remark_col_no then cells.cell_text end) as remark,
        max(body_rows.name_col_no) as name_col_no,
        max(body_rows.value_col_no) as value_col_no
    from body_rows
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('body_rows', 'cells') }}
    group by body_rows.document_id, body_rows.table_no, body_rows.row_no, body_rows.page_no
)

select
    document_id,
    table_no,
    row_no,
    page_no,
    1 as half_no,
    'annual' as horizon,
    level1_printed,
    level2_printed,
    indicator_name,
    operator_printed,
    value_printed,
    unit_printed,
    weight_printed,
    historical_reference,
    remark,
    coalesce(value_col_no, name_col_no) as col_no,
    coalesce(value_cell_id, name_cell_id) as cell_id,
    coalesce(placement, 'explicit') as placement,
    value_printed is not null or indicator_name is not null as is_indicator
from rows_read
