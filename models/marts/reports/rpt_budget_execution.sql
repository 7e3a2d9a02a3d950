with amounts as (

    select
        *,
        {# The initial budget, or the adjusted one where that alone is stated. #}
        coalesce(budget_cny, adjusted_budget_cny) as base_cny,
        coalesce(budget_document_key, adjusted_budget_document_key) as base_document_key,
        case
            when budget_cny is not null then is_budget_of_same_money
            else is_adjusted_budget_of_same_money
        end as is_of_same_money
    from {{ ref('int_execution_amounts') }}

),

scopes as (

    select
        amounts.unit_ref,
        amounts.fiscal_year,
        amounts.classification,
        amounts.code_ref,
        case
            when base_documents.disclosure_scope <> 'unknown'
                then base_documents.disclosure_scope
        end
        <> case
            when final_documents.disclosure_scope <> 'unknown'
                then final_documents.disclosure_scope
        end as is_of_other_units
    from amounts
    inner join {{ ref('dim_document') }} as base_documents
        on amounts.base_document_key = base_documents.document_key
    inner join {{ ref('dim_document') }} as final_documents
        on amounts.final_account_document_key = final_documents.document_key

),

based as (

    select
        amounts.*,
        case
            when amounts.final_account_cny is null then 'no_final_account'
            when amounts.base_cny is null then 'no_budget'
            when coalesce(scopes.is_of_other_units, false) then 'other_units'
            when not amounts.is_of_same_money then 'other_money'
            when amounts.base_cny = 0 then 'budget_is_zero'
            when amounts.final_account_stage = 'execution' then 'execution_to_budget'
            when amounts.budget_cny is null then 'final_to_adjusted_budget'
            else 'final_to_budget'
        end as execution_basis
    from amounts
    left join scopes
        on
            amounts.unit_ref = scopes.unit_ref
            and amounts.fiscal_year = scopes.fiscal_year
            and amounts.classification = scopes.classification
            and amounts.code_ref = scopes.code_ref

),

{# The percentage that a sentence of the final account states. #}
shares as (

    select
        document_key,
        fiscal_year,
        classification,
        code,
        min(share_stated) as share_stated
    from {{ ref('int_execution_sentences') }}
    group by document_key, fiscal_year, classification, code
    having count(distinct share_stated) = 1

),

vocabularies as (

    select
        vocabulary,
        code,
        name_zh,
        name_en,
        display_order
    from {{ ref('stg_code__vocabularies') }}

)

select
    {{ surrogate_key([
        'based.unit_ref', 'based.fiscal_year', 'based.classification', 'based.code_ref',
    ]) }} as budget_execution_key,
    based.budget_unit_key,
    units.unit_code,
    coalesce(units.unit_name, documents.unit_name) as unit_name,
    coalesce(units.department_name, documents.department_name) as department_name,
    coalesce(places.jurisdiction_code, documents.jurisdiction_code) as jurisdiction_code,
    coalesce(places.jurisdiction_name, documents.jurisdiction_name) as jurisdiction_name,
    places.prefecture_name,
    places.province_name,
    based.fiscal_year,
    years.year_start_date as fiscal_year_start_date,
    based.classification,
    classifications.name_zh as classification_zh,
    classifications.name_en as classification_en,
    coalesce(function_codes.class_code, economics.class_code) as class_code,
    coalesce(function_codes.class_name, economics.class_name) as class_name,
    function_codes.section_code,
    function_codes.section_name,
    based.code,
    coalesce(function_codes.function_name, economics.economic_name, based.name_printed) as name,
    cast(based.budget_cny as decimal(18, 2)) as budget_cny,
    cast(based.adjusted_budget_cny as decimal(18, 2)) as adjusted_budget_cny,
    cast(based.final_account_cny as decimal(18, 2)) as final_account_cny,
    cast(
        case
            when based.execution_basis in (
                'final_to_budget', 'final_to_adjusted_budget', 'execution_to_budget'
            )
                then based.final_account_cny / based.base_cny
        end as decimal(18, 6)
    ) as execution_share,
    shares.share_stated,
    based.execution_basis,
    bases.name_zh as execution_basis_zh,
    bases.name_en as execution_basis_en,
    {% for slot in ['budget', 'adjusted_budget', 'final_account'] -%}
        {%- set name = slot | replace('final_account', 'final') -%}
        based.{{ slot }}_source_code as {{ name }}_source,
        {{ name }}_sources.name_zh as {{ name }}_source_zh,
        {{ name }}_sources.name_en as {{ name }}_source_en,
        based.{{ slot }}_fund_scope as {{ name }}_fund_scope,
        based.{{ slot }}_statement_code as {{ name }}_statement_code,
        {{ name }}_proofs.code as {{ name }}_proof,
        based.{{ slot }}_document_key as {{ name }}_document_key,
        based.{{ slot }}_cell_id as {{ name }}_cell_id,
    {% endfor -%}
    based.final_account_stage as final_stage
from based
inner join vocabularies as classifications
    on
        based.classification = classifications.code
        and classifications.vocabulary = 'execution_classification'
inner join vocabularies as bases
    on
        based.execution_basis = bases.code
        and bases.vocabulary = 'execution_basis'
{% for slot in ['budget', 'adjusted_budget', 'final_account'] -%}
    {%- set name = slot | replace('final_account', 'final') -%}
    left join vocabularies as {{ name }}_sources
        on
            based.{{ slot }}_source_code = {{ name }}_sources.code
            and {{ name }}_sources.vocabulary = 'execution_source'
    left join vocabularies as {{ name }}_proofs
        on
            based.{{ slot }}_proof_order = {{ name }}_proofs.display_order
            and {{ name }}_proofs.vocabulary = 'proof'
{% endfor -%}
inner join {{ ref('dim_document') }} as documents
    on
        coalesce(based.final_account_document_key, based.base_document_key)
        = documents.document_key
left join {{ ref('dim_budget_unit') }} as units
    on based.budget_unit_key = units.budget_unit_key
left join {{ ref('dim_jurisdiction') }} as places
    on
        coalesce(
            {{ known_key('units.jurisdiction_key') }},
            {{ known_key('documents.jurisdiction_key') }}
        ) = places.jurisdiction_key
left join {{ ref('dim_fiscal_year') }} as years
    on based.fiscal_year = years.fiscal_year
left join {{ ref('dim_function') }} as function_codes
    on
        case when based.classification = 'function' then based.code end
        = function_codes.function_code
        and {{ is_valid_in('based.fiscal_year', 'function_codes') }}
left join {{ ref('dim_economic') }} as economics
    on
        case when based.classification = 'economic' then based.code end = economics.economic_code
        and {{ is_valid_in('based.fiscal_year', 'economics') }}
left join shares
    on
        based.final_account_document_key = shares.document_key
        and based.fiscal_year = shares.fiscal_year
        and based.classification = shares.classification
        and based.code = shares.code
