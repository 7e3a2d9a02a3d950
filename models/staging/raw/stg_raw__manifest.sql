select
    document_id,
    published_on,
    fiscal_year,
    nullif(trim(source_url), '') as source_url,
    nullif(trim(publisher), '') as publisher,
    nullif(trim(jurisdiction_code), '') as jurisdiction_code,
    nullif(trim(document_kind), '') as document_kind
from {{ source('raw', 'manifest') }}
