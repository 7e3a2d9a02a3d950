{#
    What each printed row is: header, form field, or body; rows under one header form a block. Where
    one table holds the forms of several projects, the next one ends the block of the one before.
#}
with

rows_told as (
    select
        header_rows.document_id,
        header_rows.table_no,
        header_rows.row_no,
        header_rows.line_no,
        header_rows.page_no,
        header_rows.filled_count,
        header_rows.number_count,
        header_rows.numbering_count,
        header_rows.first_field,
        header_rows.is_in_form,
        header_rows.is_header or repeated.row_no is not null as is_header
    from {{ ref('int_header_rows') }} as header_rows
    left join {{ ref('int_headers_repeated') }} as repeated
        on {{ same_row('header_rows', 'repeated') }}
),

blocks_opened as (
    select
        document_id,
        table_no,
        row_no,
        line_no,
        page_no,
        filled_count,
        number_count,
        numbering_count,
        first_field,
        is_header,
        is_in_form,
        coalesce(lag(is_header) over table_order, false) as is_below_header,
        (
            is_header and not coalesce(lag(is_header) over table_order, false)
        ) or (
            first_field = 'project_name'
            and is_in_form
            and not is_header
            and coalesce(bool_or(is_header) over (
                table_order rows between unbounded preceding and 1 preceding
            ), false)
        ) as opens_block
    from rows_told
    window table_order as (partition by document_id, table_no order by row_no)
)

select
    blocks_opened.document_id,
    blocks_opened.table_no,
    blocks_opened.row_no,
    blocks_opened.line_no,
    blocks_opened.page_no,
    recognised.statement_code,
    blocks_opened.is_in_form,
    blocks_opened.filled_count,
    blocks_opened.number_count,
    blocks_opened.first_field,
    cast(sum(case when blocks_opened.opens_block then 1 else 0 end) over (
        partition by blocks_opened.document_id, blocks_opened.table_no
        order by blocks_opened.row_no
    ) as integer) as block_no,
    case
        {# 栏次 counts the columns: its figures are no amounts. #}
        when blocks_opened.numbering_count > 0 then 'numbering'
        when numbering.row_no is not null and blocks_opened.is_below_header then 'numbering'
        when blocks_opened.is_header then 'header'
        when
            blocks_opened.first_field is not null
            and blocks_opened.is_in_form
            then 'form'
        else 'body'
    end as row_role
from blocks_opened
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('blocks_opened', 'recognised') }}
left join {{ ref('int_rows_of_numbering') }} as numbering
    on {{ same_row('blocks_opened', 'numbering') }}
