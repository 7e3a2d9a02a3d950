{{ config(schema='intermediate', contract={'enforced': false}) }}

-- Columns of a document that speaks for its unit: of its own year and stage, beside its final
-- account, of another year. Where units are told one by one a table of them all together is their
-- sum, and stands for none of them.
with units_counted as (

    select distinct
        document_key,
        classification,
        budget_unit_key
    from {{ ref('int_execution_lines') }}
    where source_code = 'counted'

),

documents_counted as (

    select distinct
        document_key,
        classification
    from units_counted

),

columns_of_documents as (

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
        finals.amount_cny as paired_final_cny,
        sources.source_code = 'fund_table'
        and documents_counted.document_key is not null
        and units_counted.document_key is null as is_of_units_counted,
        stated.budget_unit_key = documents.budget_unit_key
        and min(stated.budget_unit_key) over of_document
        <> max(stated.budget_unit_key) over of_document
        and min(stated.budget_unit_key) over of_table
        = max(stated.budget_unit_key) over of_table as is_of_units_beside
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
    left join documents_counted
        on
            stated.document_key = documents_counted.document_key
            and stated.classification = documents_counted.classification
    left join units_counted
        on
            stated.document_key = units_counted.document_key
            and stated.classification = units_counted.classification
            and stated.budget_unit_key = units_counted.budget_unit_key
    where documents.is_preferred
    window
        of_document as (
            partition by
                stated.document_key, stated.classification, stated.fiscal_year, stated.stage
        ),
        of_table as (
            partition by
                stated.document_key, stated.classification, stated.fiscal_year, stated.stage,
                stated.table_no
        )

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
    name_printed,
    amount_cny,
    cell_id,
    statement_code,
    fund_scope,
    set_order,
    table_no,
    proof_order,
    paired_final_cny
from columns_of_documents
where
    not is_of_units_counted
    and not is_of_units_beside
