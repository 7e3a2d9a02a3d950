select
    {{ surrogate_key(['document_id']) }} as document_key,
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    page_no,
    statement_code,
    cell_text as amount_printed,
    placement,
    header_path,
    withheld_reason,
    is_line,
    is_loaded
from {{ ref('int_amounts_covered') }}
