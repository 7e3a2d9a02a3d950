{# One row per printed cell with its place, and the forms in which wordings are compared. #}
with

rows_current as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.line_no,
        printed.page_no,
        printed.cells,
        printed.placements,
        printed.column_spans
    from {{ ref('stg_raw__rows') }} as printed
    inner join {{ ref('int_documents_current') }} as documents
        on printed.document_id = documents.document_id
),

cells as (
    select
        rows_current.document_id,
        rows_current.table_no,
        rows_current.row_no,
        rows_current.line_no,
        rows_current.page_no,
        unnested.cell_text,
        cast(unnested.col_no as integer) as col_no,
        rows_current.placements[unnested.col_no] as placement,
        rows_current.column_spans[unnested.col_no] as column_span
    from rows_current
    cross join unnest(rows_current.cells) with ordinality as unnested (cell_text, col_no)
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    {{ cell_id('document_id', 'table_no', 'row_no', 'col_no') }} as cell_id,
    line_no,
    page_no,
    cell_text,
    placement,
    column_span,
    {{ bare('cell_text') }} as bare_text,
    {{ header_key('cell_text') }} as header_key,
    {{ line_key('cell_text') }} as line_key,
    {{ is_number('cell_text') }} as is_number
from cells
where cell_text <> ''
