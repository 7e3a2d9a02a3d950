{{ config(schema='intermediate', contract={'enforced': false}) }}

-- The share of its budget that the text of a final account states of a function or of a category of
-- 三公. What is stated in two ways is not taken.
with stated as (

    select
        document_key,
        fiscal_year,
        classification,
        code,
        share_stated
    from {{ ref('int_execution_sentences') }}
    union all
    select
        documents.document_key,
        executions.fiscal_year,
        'three_public' as classification,
        executions.category_code as code,
        executions.share_stated
    from {{ ref('int_narrative_executions') }} as executions
    inner join {{ ref('dim_document') }} as documents
        on executions.document_id = documents.document_id
    where
        executions.category_code is not null
        and executions.final_account_cny is not null
        and documents.is_preferred

)

select
    document_key,
    fiscal_year,
    classification,
    code,
    min(share_stated) as share_stated
from stated
where share_stated is not null
group by document_key, fiscal_year, classification, code
having count(distinct share_stated) = 1
