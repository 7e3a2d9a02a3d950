select
    document_id,
    line_no,
    page_no,
    table_no,
    line_text
from {{ source('raw', 'lines') }}
