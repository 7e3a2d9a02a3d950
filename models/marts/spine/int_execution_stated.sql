{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Every amount that may stand in a column of rpt_budget_execution, with where it was taken from
-- and the set that it belongs to (`group_ref`); one set feeds a column, never two.
with united as (

    select
        classification,
        slot,
        source_code,
        source_order,
        stage,
        document_key,
        budget_unit_key,
        fiscal_year,
        code,
        name_printed,
        amount_cny,
        cell_id,
        statement_code,
        proof_order,
        fund_scope,
        set_order,
        group_ref,
        paired_final_cny,
        pair_step_cny
    from {{ ref('int_execution_lines') }}
    union all
    select
        classification,
        slot,
        source_code,
        source_order,
        stage,
        document_key,
        budget_unit_key,
        fiscal_year,
        code,
        name_printed,
        amount_cny,
        cell_id,
        statement_code,
        proof_order,
        fund_scope,
        set_order,
        concat(document_key, ':', table_no, ':', stage) as group_ref,
        paired_final_cny,
        0 as pair_step_cny
    from {{ ref('int_execution_columns_placed') }}
    union all
    select
        classification,
        slot,
        source_code,
        source_order,
        stage,
        document_key,
        budget_unit_key,
        fiscal_year,
        code,
        name_printed,
        amount_cny,
        cell_id,
        statement_code,
        proof_order,
        fund_scope,
        0 as set_order,
        document_key as group_ref,
        paired_final_cny,
        pair_step_cny
    from {{ ref('int_execution_sentences') }}

)

select
    classification,
    slot,
    source_code,
    source_order,
    stage,
    document_key,
    budget_unit_key,
    fiscal_year,
    code,
    statement_code,
    fund_scope,
    set_order,
    group_ref,
    coalesce({{ known_key('budget_unit_key') }}, document_key) as unit_ref,
    coalesce(code, name_printed, '') as code_ref,
    min(name_printed) as name_printed,
    cast(sum(amount_cny) as decimal(18, 2)) as amount_cny,
    min(cell_id) as cell_id,
    max(proof_order) as proof_order,
    cast(sum(paired_final_cny) as decimal(18, 2)) as paired_final_cny,
    cast(max(pair_step_cny) as decimal(18, 2)) as pair_step_cny
from united
where amount_cny is not null
group by
    classification, slot, source_code, source_order, stage, document_key, budget_unit_key,
    fiscal_year, code, statement_code, fund_scope, set_order, group_ref,
    coalesce({{ known_key('budget_unit_key') }}, document_key),
    coalesce(code, name_printed, '')
