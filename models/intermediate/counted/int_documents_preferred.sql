{#
    The documents that count: in a report at least, and where no document of a unit, year and stage has
    anything to add up the one that speaks for it.
#}
select distinct document_id
from {{ ref('int_lines_counted') }}
union distinct
select first_documents.document_id
from {{ ref('int_documents_ranked') }} as first_documents
inner join {{ ref('int_documents_ranked') }} as speakers
    on
        first_documents.speaker_ref = speakers.speaker_ref
        and coalesce(first_documents.fiscal_year, 0) = coalesce(speakers.fiscal_year, 0)
        and coalesce(first_documents.stage, '') = coalesce(speakers.stage, '')
left join {{ ref('int_sums_chosen') }} as sums
    on speakers.document_id = sums.document_id
where first_documents.document_rank = 1
group by first_documents.document_id
having count(sums.document_id) = 0
