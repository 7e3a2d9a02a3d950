select
    document_id,
    file_name,
    source_uri,
    media_type,
    byte_size,
    page_count,
    reader_version,
    ingested_at,
    load_order,
    superseded_by,
    superseded_by is null as is_current
from {{ source('raw', 'documents') }}
