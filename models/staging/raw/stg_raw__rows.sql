select
    document_id,
    table_no,
    row_no,
    line_no,
    page_no,
    cells,
    placements,
    row_spans,
    column_spans,
    boxes
from {{ source('raw', 'rows') }}
