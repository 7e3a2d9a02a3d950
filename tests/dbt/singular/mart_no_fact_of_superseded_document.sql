-- Facts come from the current version of a document only.
with fact_documents as (

    select
        'fct_revenue' as fact,
        document_key
    from {{ ref('fct_revenue') }}
    union all
    select
        'fct_function_expenditure' as fact,
        document_key
    from {{ ref('fct_function_expenditure') }}
    union all
    select
        'fct_economic_expenditure' as fact,
        document_key
    from {{ ref('fct_economic_expenditure') }}
    union all
    select
        'fct_project_funding' as fact,
        document_key
    from {{ ref('fct_project_funding') }}
    union all
    select
        'fct_three_public' as fact,
        document_key
    from {{ ref('fct_three_public') }}
    union all
    select
        'fct_procurement' as fact,
        document_key
    from {{ ref('fct_procurement') }}
    union all
    select
        'fct_asset' as fact,
        document_key
    from {{ ref('fct_asset') }}
    union all
    select
        'fct_narrative_amount' as fact,
        document_key
    from {{ ref('fct_narrative_amount') }}
    union all
    select
        'fct_printed_total' as fact,
        document_key
    from {{ ref('fct_printed_total') }}
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
