{{ config(schema='intermediate', contract={'enforced': false}) }}

-- What the sentences of a final account state of a function (年初预算为…,支出决算为…), a row a stage; each
-- beside the final account of its own sentence. The fund is that of the function, the proof that of
-- the amount in fct_narrative_amount.
{%- set stages = ['budget', 'adjusted_budget', 'final_account'] %}
with stated as (

    {% for stage in stages -%}
        select
            document_id,
            fiscal_year,
            '{{ stage }}' as stage,
            function_code,
            subject,
            {{ stage }}_cny as amount_cny,
            {{ stage }}_cell_id as cell_id,
            final_account_cny,
            final_account_step_cny,
            share_printed,
            share_stated
        from {{ ref('int_narrative_executions') }}
        where
            function_code is not null
            and {{ stage }}_cny is not null
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}

),

amounts_told as (

    select
        lines_keyed.cell_id,
        lines_keyed.stage,
        lines_keyed.amount_cny,
        max(proofs.display_order) as proof_order
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    inner join {{ ref('stg_code__vocabularies') }} as proofs
        on
            lines_keyed.proof = proofs.code
            and proofs.vocabulary = 'proof'
    where
        lines_keyed.fact = 'fct_narrative_amount'
        and lines_keyed.measure = 'level'
    group by lines_keyed.cell_id, lines_keyed.stage, lines_keyed.amount_cny

),

{# What is stated of one function in two ways is not taken. #}
alone as (

    select
        document_id,
        fiscal_year,
        stage,
        function_code,
        min(subject) as subject,
        min(amount_cny) as amount_cny,
        min(cell_id) as cell_id,
        min(final_account_cny) as paired_final_cny,
        min(final_account_step_cny) as pair_step_cny,
        min(share_printed) as share_printed,
        min(share_stated) as share_stated
    from stated
    group by document_id, fiscal_year, stage, function_code
    having
        count(distinct amount_cny) = 1
        and count(distinct final_account_cny) <= 1

)

select
    sources.classification,
    sources.slot,
    sources.source_code,
    sources.source_order,
    alone.stage,
    documents.document_key,
    documents.budget_unit_key,
    alone.fiscal_year,
    alone.function_code as code,
    alone.subject as name_printed,
    alone.amount_cny,
    alone.cell_id,
    'narrative_statement' as statement_code,
    alone.paired_final_cny,
    alone.pair_step_cny,
    alone.share_printed,
    alone.share_stated,
    coalesce(amounts_told.proof_order, unchecked.display_order) as proof_order,
    coalesce(function_codes.fund_type, 'total') as fund_scope
from alone
inner join {{ ref('dim_document') }} as documents
    on alone.document_id = documents.document_id
inner join {{ ref('stg_code__execution_sources') }} as sources
    on
        alone.stage = sources.stage
        and sources.source_code = 'sentence'
inner join {{ ref('stg_code__vocabularies') }} as unchecked
    on
        unchecked.vocabulary = 'proof'
        and unchecked.code = 'unchecked'
left join amounts_told
    on
        alone.cell_id = amounts_told.cell_id
        and alone.stage = amounts_told.stage
        and alone.amount_cny = amounts_told.amount_cny
left join {{ ref('dim_function') }} as function_codes
    on
        alone.function_code = function_codes.function_code
        and {{ is_valid_in('alone.fiscal_year', 'function_codes') }}
where documents.is_preferred
