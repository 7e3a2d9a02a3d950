{#
    Lines that may name a table or its unit: those above it, and the rows of the table that hold
    little text.
#}
with

tables_current as (
    select
        raw_tables.document_id,
        raw_tables.table_no,
        raw_tables.page_no,
        raw_tables.first_line_no,
        raw_tables.last_line_no,
        raw_tables.table_name,
        coalesce(
            lag(raw_tables.last_line_no) over (
                partition by raw_tables.document_id
                order by raw_tables.table_no
            ), 0
        ) as previous_line_no
    from {{ ref('stg_raw__tables') }} as raw_tables
    inner join {{ ref('int_documents_current') }} as documents
        on raw_tables.document_id = documents.document_id
),

lines_above as (
    select
        tables_current.document_id,
        tables_current.table_no,
        text_rows.line_no,
        text_rows.line_text as caption_text,
        'above' as caption_place
    from tables_current
    inner join {{ ref('stg_raw__lines') }} as text_rows
        on
            tables_current.document_id = text_rows.document_id
            and text_rows.table_no is null
            and tables_current.previous_line_no < text_rows.line_no
            and tables_current.first_line_no > text_rows.line_no
            and text_rows.line_no >= tables_current.first_line_no - 15
),

rows_counted as (
    select
        document_id,
        table_no,
        row_no,
        count(*) > 2 or bool_or(is_number) as is_dense
    from {{ ref('int_cells_unnested') }}
    group by document_id, table_no, row_no
),

first_dense_rows as (
    select
        document_id,
        table_no,
        min(row_no) as row_no
    from rows_counted
    where is_dense
    group by document_id, table_no
),

{# On a sheet that holds everything, cover and contents stand above the first title. #}
sparse_rows as (
    select
        rows_counted.document_id,
        rows_counted.table_no,
        rows_counted.row_no
    from rows_counted
    left join first_dense_rows
        on {{ same_table('rows_counted', 'first_dense_rows') }}
    where
        not rows_counted.is_dense
        and (rows_counted.row_no <= 3 or rows_counted.row_no < first_dense_rows.row_no)
),

captions_inside as (
    select
        cells.document_id,
        cells.table_no,
        cells.line_no,
        cells.cell_text as caption_text,
        'inside' as caption_place
    from {{ ref('int_cells_unnested') }} as cells
    inner join sparse_rows
        on {{ same_row('cells', 'sparse_rows') }}
),

names_given as (
    select
        document_id,
        table_no,
        table_name as caption_text,
        'name' as caption_place,
        first_line_no - 1 as line_no
    from tables_current
    where table_name is not null
),

captions as (
    select
        document_id,
        table_no,
        line_no,
        caption_place,
        caption_text
    from lines_above
    union all
    select
        document_id,
        table_no,
        line_no,
        caption_place,
        caption_text
    from captions_inside
    union all
    select
        document_id,
        table_no,
        line_no,
        caption_place,
        caption_text
    from names_given
)

select
    document_id,
    table_no,
    line_no,
    caption_place,
    caption_text,
    {{ bare('caption_text') }} as bare_text
from captions
