{# The publisher of a document: the one that it prints, else the one that its sender names. #}
select
    documents.document_id,
    printed.unit_code,
    coalesce(printed.unit_name, manifest.publisher) as unit_name,
    case when printed.unit_name is null then 'manifest' else 'printed' end as publisher_origin
from {{ ref('stg_raw__documents') }} as documents
left join {{ ref('int_publishers_printed') }} as printed
    on documents.document_id = printed.document_id
left join {{ ref('stg_raw__manifest') }} as manifest
    on documents.document_id = manifest.document_id
where coalesce(printed.unit_name, manifest.publisher) is not null
