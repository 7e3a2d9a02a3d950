-- Facts come from the current version of a document only.
with fact_documents as (

    select
        fact,
        document_key
    from {{ ref('int_budget_lines_keyed') }}
    union all
    select
        'fct_performance_indicator' as fact,
        document_key
    from {{ ref('fct_performance_indicator') }}

)

select
    fact_documents.fact,
    documents.document_id,
    documents.superseded_by,
    count(*) as rows_of_old_version
from fact_documents
inner join {{ ref('dim_document') }} as documents
    on fact_documents.document_key = documents.document_key
where
    not documents.is_current
    or documents.superseded_by is not null
group by
    fact_documents.fact,
    documents.document_id,
    documents.superseded_by
