{%- set stages = ['budget', 'adjusted_budget', 'final'] %}
{%- set places = ['fund_scope', 'statement_code', 'document_key', 'cell_id'] %}
{%- set amounts = [
    'unit_ref', 'fiscal_year', 'classification', 'code_ref', 'code', 'name_printed',
    'budget_unit_key', 'budget_cny', 'adjusted_budget_cny', 'final_account_cny', 'base_cny',
    'base_document_key', 'final_stage',
] %}
{%- for stage in stages %}
    {%- for column in places + ['source', 'proof_order'] %}
        {%- do amounts.append(stage ~ '_' ~ column) %}
    {%- endfor %}
{%- endfor %}
with scopes as (

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
    from {{ ref('int_execution_amounts') }} as amounts
    inner join {{ ref('dim_document') }} as base_documents
        on amounts.base_document_key = base_documents.document_key
    inner join {{ ref('dim_document') }} as final_documents
        on amounts.final_document_key = final_documents.document_key

),

based as (

    select
        {% for column in amounts -%}
            amounts.{{ column }},
        {% endfor -%}
        case
            when amounts.final_account_cny is null then 'no_final_account'
            when amounts.base_cny is null then 'no_budget'
            when coalesce(scopes.is_of_other_units, false) then 'other_units'
            when
                not case
                    when amounts.budget_cny is not null then amounts.is_budget_of_same_money
                    else amounts.is_adjusted_budget_of_same_money
                end
                then 'other_money'
            when amounts.base_cny = 0 then 'budget_is_zero'
            when amounts.final_stage = 'execution' then 'execution_to_budget'
            when amounts.budget_cny is null then 'final_to_adjusted_budget'
            else 'final_to_budget'
        end as execution_basis
    from {{ ref('int_execution_amounts') }} as amounts
    left join scopes
        on
            amounts.unit_ref = scopes.unit_ref
            and amounts.fiscal_year = scopes.fiscal_year
            and amounts.classification = scopes.classification
            and amounts.code_ref = scopes.code_ref

),

{# The percentage that a sentence of the final account states. #}
stated_shares as (

    select
        document_key,
        fiscal_year,
        classification,
        code,
        share_stated
    from {{ ref('int_execution_shares') }}

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
    coalesce(
        function_codes.function_name, economics.economic_name, based.name_printed
    ) as name, -- noqa: RF04
    cast(based.budget_cny as decimal(18, 2)) as budget_cny,
    cast(based.adjusted_budget_cny as decimal(18, 2)) as adjusted_budget_cny,
    cast(based.final_account_cny as decimal(18, 2)) as final_account_cny,
    cast(
        case
            when
                based.execution_basis in (
                    'final_to_budget', 'final_to_adjusted_budget', 'execution_to_budget'
                )
                then based.final_account_cny / based.base_cny
        end as decimal(18, 6)
    ) as execution_share,
    stated_shares.share_stated,
    based.execution_basis,
    bases.name_zh as execution_basis_zh,
    bases.name_en as execution_basis_en,
    {% for stage in stages -%}
        based.{{ stage }}_fund_scope,
        based.{{ stage }}_statement_code,
        based.{{ stage }}_document_key,
        based.{{ stage }}_cell_id,
        based.{{ stage }}_source,
        {{ stage }}_sources.name_zh as {{ stage }}_source_zh,
        {{ stage }}_sources.name_en as {{ stage }}_source_en,
        {{ stage }}_proofs.code as {{ stage }}_proof,
    {% endfor -%}
    based.final_stage,
    budget_documents.file_name as budget_document_file,
    adjusted_budget_documents.file_name as adjusted_budget_document_file,
    final_documents.file_name as final_document_file
from based
inner join vocabularies as classifications
    on
        based.classification = classifications.code
        and classifications.vocabulary = 'execution_classification'
inner join vocabularies as bases
    on
        based.execution_basis = bases.code
        and bases.vocabulary = 'execution_basis'
{% for stage in stages -%}
    left join vocabularies as {{ stage }}_sources
        on
            based.{{ stage }}_source = {{ stage }}_sources.code
            and {{ stage }}_sources.vocabulary = 'execution_source'
    left join vocabularies as {{ stage }}_proofs
        on
            based.{{ stage }}_proof_order = {{ stage }}_proofs.display_order
            and {{ stage }}_proofs.vocabulary = 'proof'
    left join {{ ref('dim_document') }} as {{ stage }}_documents
        on based.{{ stage }}_document_key = {{ stage }}_documents.document_key
{% endfor -%}
inner join {{ ref('dim_document') }} as documents
    on
        coalesce(based.final_document_key, based.base_document_key) = documents.document_key
left join {{ ref('dim_budget_unit') }} as units
    on based.budget_unit_key = units.budget_unit_key
left join {{ ref('dim_jurisdiction') }} as places
    on
        coalesce(
            {{ known_key('units.jurisdiction_key') }},
            {{ known_key('documents.jurisdiction_key') }}
        ) = places.jurisdiction_key
left join {{ ref('int_fiscal_years') }} as years
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
left join stated_shares
    on
        based.final_document_key = stated_shares.document_key
        and based.fiscal_year = stated_shares.fiscal_year
        and based.classification = stated_shares.classification
        and based.code = stated_shares.code
