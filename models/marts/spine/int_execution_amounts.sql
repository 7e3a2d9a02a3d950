{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Budget, adjusted budget and final account of one thing of a unit and year in one row, each with
-- where it was taken from; and whether budget and final account are of the same money: the same
-- fund, or a final account that the row or sentence of the budget gives as well, or an amount that
-- the other document states for the narrower fund too.
{%- set unit = ['unit_ref', 'fiscal_year', 'classification', 'code_ref'] %}
{%- set slots = ['budget', 'adjusted_budget', 'final_account'] %}
{%- set places = ['cell_id', 'document_key', 'statement_code', 'fund_scope', 'stage'] %}
with chosen as (

    select
        {{ execution_columns() | join(',\n        ') }}
    from {{ ref('int_execution_budgets') }}
    union all
    select
        {{ execution_columns() | join(',\n        ') }}
    from {{ ref('int_execution_finals') }}

),

side_by_side as (

    select
        {{ unit | join(',\n        ') }},
        {% for slot in slots -%}
            {% set name = slot | replace('final_account', 'final') -%}
            {% for column in places -%}
                min(case when slot = '{{ slot }}' then {{ column }} end) as {{ name }}_{{ column }},
            {% endfor -%}
            min(case when slot = '{{ slot }}' then source_code end) as {{ name }}_source,
            max(case when slot = '{{ slot }}' then proof_order end) as {{ name }}_proof_order,
            min(case when slot = '{{ slot }}' then paired_final_cny end) as {{ name }}_pair_cny,
            max(case when slot = '{{ slot }}' then pair_step_cny end) as {{ name }}_pair_step_cny,
            sum(case when slot = '{{ slot }}' then amount_cny end) as {{ slot }}_cny,
        {% endfor -%}
        min(code) as code,
        min(name_printed) as name_printed,
        min({{ known_key('budget_unit_key') }}) as budget_unit_key
    from chosen
    group by {{ unit | join(', ') }}

),

{# What a document states of a thing for one fund in one way. #}
amounts_of_funds as (

    select
        document_key,
        fiscal_year,
        classification,
        code_ref,
        stage,
        fund_scope,
        min(amount_cny) as amount_cny
    from {{ ref('int_execution_columns') }}
    group by document_key, fiscal_year, classification, code_ref, stage, fund_scope
    having count(distinct amount_cny) = 1

)

select
    {% for column in unit + ['code', 'name_printed', 'budget_unit_key'] -%}
        side_by_side.{{ column }},
    {% endfor -%}
    {% for slot in slots -%}
        {% set name = slot | replace('final_account', 'final') -%}
        {% for column in places + ['source', 'proof_order'] -%}
            side_by_side.{{ name }}_{{ column }},
        {% endfor -%}
        side_by_side.{{ slot }}_cny,
    {% endfor -%}
    {% for slot in ['budget', 'adjusted_budget'] -%}
        coalesce(
            side_by_side.{{ slot }}_fund_scope = side_by_side.final_fund_scope
            or abs(side_by_side.{{ slot }}_pair_cny - side_by_side.final_account_cny)
            <= side_by_side.{{ slot }}_pair_step_cny
            or final_in_{{ slot }}_fund.amount_cny = side_by_side.final_account_cny
            or {{ slot }}_in_final_fund.amount_cny = side_by_side.{{ slot }}_cny,
            false
        ) as is_{{ slot }}_of_same_money,
    {% endfor -%}
    {# The initial budget, or the adjusted one where that alone is stated. #}
    coalesce(side_by_side.budget_cny, side_by_side.adjusted_budget_cny) as base_cny,
    coalesce(side_by_side.budget_document_key, side_by_side.adjusted_budget_document_key)
        as base_document_key
from side_by_side
{% for slot in ['budget', 'adjusted_budget'] -%}
    left join amounts_of_funds as final_in_{{ slot }}_fund
        on
            side_by_side.final_document_key = final_in_{{ slot }}_fund.document_key
            and side_by_side.fiscal_year = final_in_{{ slot }}_fund.fiscal_year
            and side_by_side.classification = final_in_{{ slot }}_fund.classification
            and side_by_side.code_ref = final_in_{{ slot }}_fund.code_ref
            and side_by_side.final_stage = final_in_{{ slot }}_fund.stage
            and side_by_side.{{ slot }}_fund_scope = final_in_{{ slot }}_fund.fund_scope
    left join amounts_of_funds as {{ slot }}_in_final_fund
        on
            side_by_side.{{ slot }}_document_key = {{ slot }}_in_final_fund.document_key
            and side_by_side.fiscal_year = {{ slot }}_in_final_fund.fiscal_year
            and side_by_side.classification = {{ slot }}_in_final_fund.classification
            and side_by_side.code_ref = {{ slot }}_in_final_fund.code_ref
            and side_by_side.{{ slot }}_stage = {{ slot }}_in_final_fund.stage
            and side_by_side.final_fund_scope = {{ slot }}_in_final_fund.fund_scope
{% endfor %}
