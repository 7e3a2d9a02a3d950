select
    document_id,
    reason,
    place,
    page_no,
    piece_count
from {{ source('raw', 'left_out') }}
