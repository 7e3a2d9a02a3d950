{# Lines that may name a table or its unit: those above it, and the rows of the table that hold little text. #}
with

tables_current as (
    select
        tables.document_id,
        tables.table_no,
        tables.page_no,
        tables.first_line_no,
        tables.last_line_no,
        tables.table_name,
        coalesce(
            lag(tables.last_line_no) over (
                partition by tables.document_id
                order by tables.table_no
            ), 0
        ) as previous_line_no
    from {{ ref('stg_raw__tables') }} as tables
    inner join {{ ref('int_documents_current') }} as documents
        on tables.document_id = documents.document_id
),

lines_above as (
    select
        tables_current.document_id,
        tables_current.table_no,
        lines.line_no,
        lines.line_text as caption_text
    from tables_current
    inner join {{ ref('stg_raw__lines') }} as lines
        on
            tables_current.document_id = lines.document_id
            and lines.table_no is null
            and lines.line_no > tables_current.previous_line_no
            and lines.line_no < tables_current.first_line_no
            and lines.line_no >= tables_current.first_line_no - 15
),

sparse_rows as (
    select
        document_id,
        table_no,
        row_no
    from {{ ref('int_cells_unnested') }}
    where row_no <= 3
    group by document_id, table_no, row_no
    having count(*) <= 2
),

captions_inside as (
    select
        cells.document_id,
        cells.table_no,
        cells.line_no,
        cells.cell_text as caption_text
    from {{ ref('int_cells_unnested') }} as cells
    inner join sparse_rows
        on
            cells.document_id = sparse_rows.document_id
            and cells.table_no = sparse_rows.table_no
            and cells.row_no = sparse_rows.row_no
),

names_given as (
    select
        document_id,
        table_no,
        first_line_no - 1 as line_no,
        table_name as caption_text
    from tables_current
    where table_name is not null
),

captions as (
    select
        document_id,
        table_no,
        line_no,
        caption_text
    from lines_above
    union all
    select
        document_id,
        table_no,
        line_no,
        caption_text
    from captions_inside
    union all
    select
        document_id,
        table_no,
        line_no,
        caption_text
    from names_given
)

select
    document_id,
    table_no,
    line_no,
    caption_text,
    {{ bare('caption_text') }} as bare_text
from captions
