{# A cell in which a person is named has a mark in the place of name and number. #}
with

cells_masked as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        text_masked
    from {{ ref('stg_raw__texts_masked') }}
    where col_no is not null
),

rows_with_masks as (
    select distinct
        document_id,
        table_no,
        row_no
    from cells_masked
),

cells as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        unnested.cell_text,
        cast(unnested.col_no as integer) as col_no
    from {{ source('raw', 'rows') }} as printed
    inner join rows_with_masks
        on {{ same_row('printed', 'rows_with_masks') }}
    cross join unnest(printed.cells) with ordinality as unnested (cell_text, col_no)
),

rows_masked as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        array_agg(coalesce(masked.text_masked, cells.cell_text) order by cells.col_no) as cells
    from cells
    left join cells_masked as masked
        on
            {{ same_row('cells', 'masked') }}
            and cells.col_no = masked.col_no
    group by cells.document_id, cells.table_no, cells.row_no
)

select
    printed.document_id,
    printed.table_no,
    printed.row_no,
    printed.line_no,
    printed.page_no,
    printed.placements,
    printed.row_spans,
    printed.column_spans,
    printed.boxes,
    coalesce(masked.cells, printed.cells) as cells
from {{ source('raw', 'rows') }} as printed
left join rows_masked as masked
    on {{ same_row('printed', 'masked') }}
