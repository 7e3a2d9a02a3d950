{# Documents whose facts are published: read, and not superseded by a newer version. #}
with

documents as (
    select
        document_id,
        file_name
    from {{ ref('stg_raw__documents') }}
    where is_current
),

readings as (
    select distinct document_id
    from {{ ref('stg_raw__lines') }}
)

select
    documents.document_id,
    documents.file_name
from documents
inner join readings
    on documents.document_id = readings.document_id
