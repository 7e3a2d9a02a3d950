{#
    The division of the publisher: where its texts tell one, else the one that its sender names. Two
    divisions of one name and nothing to tell them apart: neither is taken; int_jurisdiction_doubts
    says so.
#}
with

printed as (
    select
        candidates.document_id,
        candidates.jurisdiction_code,
        case
            when candidates.place_source = 'publisher' then publishers.publisher_origin
            else 'printed'
        end as jurisdiction_origin
    from {{ ref('int_jurisdiction_candidates') }} as candidates
    left join {{ ref('int_document_publishers') }} as publishers
        on candidates.document_id = publishers.document_id
    where candidates.candidate_count = 1
)

select
    documents.document_id,
    coalesce(printed.jurisdiction_code, manifest.jurisdiction_code) as jurisdiction_code,
    coalesce(printed.jurisdiction_origin, 'manifest') as jurisdiction_origin
from {{ ref('stg_raw__documents') }} as documents
left join printed
    on documents.document_id = printed.document_id
left join {{ ref('stg_raw__manifest') }} as manifest
    on documents.document_id = manifest.document_id
where coalesce(printed.jurisdiction_code, manifest.jurisdiction_code) is not null
