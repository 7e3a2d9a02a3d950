select
    document_id,
    table_no,
    page_no,
    first_line_no,
    last_line_no,
    grid,
    table_name,
    row_count,
    column_count
from {{ source('raw', 'tables') }}
