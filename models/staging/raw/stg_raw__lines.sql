select
    document_id,
    line_no,
    page_no,
    table_no,
    line_text,
    box,
    coalesce(is_from_picture, false) as is_from_picture
from {{ source('raw', 'lines') }}
