{#
    Rows that list indicators: those below the header of a readable block, the first of them also
    where it stands beside the label of its section. Who filled the form in and notes are none.
#}
{%- set patterns = wording_patterns(['signature_front', 'note_front']) %}
with

rows_below_headers as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.page_no,
        printed.block_no
    from {{ ref('int_rows_classified') }} as printed
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on {{ same_block('printed', 'blocks') }}
    where
        blocks.is_readable
        and (
            printed.row_role = 'body'
            or (
                printed.row_role = 'form'
                and printed.first_field = 'indicator_section'
                and printed.filled_count > 1
            )
        )
),

rows_opened as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        min_by(cells.bare_text, cells.col_no) as first_text
    from rows_below_headers
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('rows_below_headers', 'cells') }}
    group by cells.document_id, cells.table_no, cells.row_no
)

select
    rows_below_headers.document_id,
    rows_below_headers.table_no,
    rows_below_headers.row_no,
    rows_below_headers.page_no,
    rows_below_headers.block_no
from rows_below_headers
inner join rows_opened
    on {{ same_row('rows_below_headers', 'rows_opened') }}
where
    not {{ wording_found('rows_opened.first_text', patterns.signature_front, '^', '(?:[:：]|$)') }}
    and not {{ wording_found('rows_opened.first_text', patterns.note_front, '^', '[:：]') }}
