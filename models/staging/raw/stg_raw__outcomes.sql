select
    document_id,
    file_name,
    source_uri,
    outcome,
    reason,
    place,
    remedy
from {{ source('raw', 'outcomes') }}
