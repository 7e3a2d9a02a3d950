select
    document_id,
    page_no,
    piece_no,
    piece_text,
    box,
    table_no,
    row_no,
    col_no,
    reader_version
from {{ source('raw', 'second_readings') }}
