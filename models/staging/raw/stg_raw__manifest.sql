select
    document_id,
    nullif(trim(source_url), '') as source_url,
    published_on,
    nullif(trim(publisher), '') as publisher,
    nullif(trim(jurisdiction_code), '') as jurisdiction_code,
    fiscal_year,
    nullif(trim(document_kind), '') as document_kind
from {{ source('raw', 'manifest') }}
