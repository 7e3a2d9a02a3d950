select
    {{ surrogate_key(['document_id']) }} as document_key,
    document_id,
    table_no,
    block_no,
    col_no,
    row_no,
    source_col_no,
    cell_text as header_printed
from {{ ref('int_header_cells_filled') }}
