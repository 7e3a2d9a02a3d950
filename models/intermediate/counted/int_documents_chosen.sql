{# The one document from which each report takes the money of a unit, year and stage. #}
with

candidates as (
    select
        ranked.document_id,
        chosen.report_code,
        row_number() over (
            partition by
                chosen.report_code, ranked.speaker_ref, ranked.fiscal_year, ranked.stage
            order by ranked.document_rank asc, ranked.document_id asc
        ) as choice_rank
    from {{ ref('int_documents_ranked') }} as ranked
    inner join {{ ref('int_sums_chosen') }} as chosen
        on ranked.document_id = chosen.document_id
    left join {{ ref('int_documents_covered') }} as covered
        on ranked.document_id = covered.document_id
    where covered.document_id is null
)

select
    document_id,
    report_code
from candidates
where choice_rank = 1
