select
    {{ surrogate_key(['document_id']) }} as document_key,
    document_id,
    table_no,
    row_no,
    page_no,
    block_no,
    row_role
from {{ ref('int_rows_classified') }}
