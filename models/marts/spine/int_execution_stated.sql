{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Every amount that may stand in a column of rpt_budget_execution, with where it was taken from
-- and the set that it belongs to (`group_ref`); one set feeds a column, never two.
with columns_of_documents as (

    {#
        Columns of a document that speaks for its unit: of its own year and stage, beside its final
        account, of another year.
    #}
    select
        sources.classification,
        sources.slot,
        sources.source_code,
        sources.source_order,
        sources.stage,
        stated.document_key,
        stated.budget_unit_key,
        stated.fiscal_year,
        stated.code,
        stated.name_printed,
        stated.amount_cny,
        stated.cell_id,
        stated.statement_code,
        stated.fund_scope,
        stated.set_order,
        stated.table_no,
        stated.proof_order,
        finals.amount_cny as paired_final_cny
    from {{ ref('int_execution_columns') }} as stated
    inner join {{ ref('dim_document') }} as documents
        on stated.document_key = documents.document_key
    inner join {{ ref('stg_code__execution_sources') }} as sources
        on
            stated.classification = sources.classification
            and stated.stage = sources.stage
            and sources.source_code = case
                when stated.fiscal_year <> documents.fiscal_year then 'other_year'
                when stated.stage = documents.stage then 'fund_table'
                when documents.stage = 'final_account' then 'beside'
            end
    left join {{ ref('int_execution_columns') }} as finals
        on
            stated.document_key = finals.document_key
            and stated.table_no = finals.table_no
            and stated.row_no = finals.row_no
            and stated.fiscal_year = finals.fiscal_year
            and stated.code_ref = finals.code_ref
            and finals.stage = 'final_account'
    where documents.is_preferred

),

united as (

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
    from columns_of_documents
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
