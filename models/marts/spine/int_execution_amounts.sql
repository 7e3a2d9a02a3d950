{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Budget, adjusted budget and final account of one thing of a unit and year in one row, each with where
-- it was taken from; and whether budget and final account are of the same money: the same fund, or
-- a final account that the document which states the budget gives as well, or an amount that is the
-- same in the narrower fund.
{%- set unit = ['unit_ref', 'fiscal_year', 'classification', 'code_ref'] %}
{%- set slots = ['budget', 'adjusted_budget', 'final_account'] %}
with chosen as (

    select *
    from {{ ref('int_execution_budgets') }}
    union all
    select *
    from {{ ref('int_execution_finals') }}

),

side_by_side as (

    select
        {{ unit | join(', ') }},
        min(code) as code,
        min(name_printed) as name_printed,
        min({{ known_key('budget_unit_key') }}) as budget_unit_key,
        {% for slot in slots -%}
            {% for column in [
                'cell_id', 'document_key', 'statement_code', 'source_code', 'fund_scope', 'stage',
            ] -%}
                min(case when slot = '{{ slot }}' then {{ column }} end) as {{ slot }}_{{ column }},
            {% endfor -%}
            max(case when slot = '{{ slot }}' then proof_order end) as {{ slot }}_proof_order,
            min(case when slot = '{{ slot }}' then paired_final_cny end) as {{ slot }}_pair_cny,
            max(case when slot = '{{ slot }}' then pair_step_cny end) as {{ slot }}_pair_step_cny,
            sum(case when slot = '{{ slot }}' then amount_cny end) as {{ slot }}_cny
            {{- ',' if not loop.last }}
        {% endfor %}
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
    side_by_side.*,
    {% for slot in ['budget', 'adjusted_budget'] -%}
        coalesce(
            side_by_side.{{ slot }}_fund_scope = side_by_side.final_account_fund_scope
            or abs(side_by_side.{{ slot }}_pair_cny - side_by_side.final_account_cny)
            <= side_by_side.{{ slot }}_pair_step_cny
            or final_in_{{ slot }}_fund.amount_cny = side_by_side.final_account_cny
            or {{ slot }}_in_final_fund.amount_cny = side_by_side.{{ slot }}_cny,
            false
        ) as is_{{ slot }}_of_same_money
        {{- ',' if not loop.last }}
    {% endfor %}
from side_by_side
{% for slot in ['budget', 'adjusted_budget'] -%}
    left join amounts_of_funds as final_in_{{ slot }}_fund
        on
            side_by_side.final_account_document_key = final_in_{{ slot }}_fund.document_key
            and side_by_side.fiscal_year = final_in_{{ slot }}_fund.fiscal_year
            and side_by_side.classification = final_in_{{ slot }}_fund.classification
            and side_by_side.code_ref = final_in_{{ slot }}_fund.code_ref
            and side_by_side.final_account_stage = final_in_{{ slot }}_fund.stage
            and side_by_side.{{ slot }}_fund_scope = final_in_{{ slot }}_fund.fund_scope
    left join amounts_of_funds as {{ slot }}_in_final_fund
        on
            side_by_side.{{ slot }}_document_key = {{ slot }}_in_final_fund.document_key
            and side_by_side.fiscal_year = {{ slot }}_in_final_fund.fiscal_year
            and side_by_side.classification = {{ slot }}_in_final_fund.classification
            and side_by_side.code_ref = {{ slot }}_in_final_fund.code_ref
            and side_by_side.{{ slot }}_stage = {{ slot }}_in_final_fund.stage
            and side_by_side.final_account_fund_scope = {{ slot }}_in_final_fund.fund_scope
{% endfor %}
