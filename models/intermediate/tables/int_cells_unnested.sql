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
        printed.row_spans,
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
        rows_current.row_spans[unnested.col_no] as row_span,
        rows_current.column_spans[unnested.col_no] as column_span
    from rows_current
    cross join unnest(rows_current.cells) with ordinality as unnested (cell_text, col_no)
)

select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    cells.col_no,
    {{ cell_id('cells.document_id', 'cells.table_no', 'cells.row_no', 'cells.col_no') }} as cell_id,
    cells.line_no,
    cells.page_no,
    cells.cell_text,
    cells.placement,
    cells.row_span,
    cells.column_span,
    wordings.bare_text,
    wordings.header_key,
    wordings.header_year,
    wordings.year_offset,
    wordings.line_key,
    wordings.is_number,
    wordings.is_number_with_unit
from cells
inner join {{ ref('int_cell_wordings') }} as wordings
    on cells.cell_text = wordings.cell_text
