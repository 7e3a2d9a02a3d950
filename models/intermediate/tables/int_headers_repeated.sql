{#
    Rows that print the header of their table again, as on a new page: the same words in the same
    columns as a row of the header above, and below them the row that stands below that one. Alone
    such words (收入 | 支出, 上年结转 | 结转下年) may be those of items.
#}
with

rows_printed as (
    select
        document_id,
        table_no,
        row_no,
        string_agg(concat(col_no, ' ', bare_text), ' | ' order by col_no) as row_key
    from {{ ref('int_cells_unnested') }}
    group by document_id, table_no, row_no
),

rows_with_next as (
    select
        rows_printed.document_id,
        rows_printed.table_no,
        rows_printed.row_no,
        rows_printed.row_key,
        header_rows.is_header,
        lead(rows_printed.row_key) over (
            partition by rows_printed.document_id, rows_printed.table_no
            order by rows_printed.row_no
        ) as next_key
    from rows_printed
    inner join {{ ref('int_header_rows') }} as header_rows
        on {{ same_row('rows_printed', 'header_rows') }}
)

select distinct
    again.document_id,
    again.table_no,
    again.row_no
from rows_with_next as again
inner join rows_with_next as headers
    on
        {{ same_table('again', 'headers') }}
        and again.row_key = headers.row_key
        and again.next_key = headers.next_key
        and again.row_no > headers.row_no
where headers.is_header
