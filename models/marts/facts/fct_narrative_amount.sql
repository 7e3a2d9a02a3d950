with keyed_amounts as (

    select
        documents.document_key,
        documents.fiscal_year,
        amounts.stage,
        amounts.statement_code,
        amounts.line_kind,
        amounts.unit_code,
        amounts.unit_name,
        amounts.item_name as subject,
        amounts.project_code,
        amounts.project_name,
        amounts.funding_source_code,
        amounts.funding_source_printed,
        amounts.amount_cny,
        amounts.amount_printed,
        amounts.unit_printed,
        amounts.cell_id,
        amounts.page_no,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.placement,
        amounts.text_origin,
        {{ budget_line_key('amounts') }} as narrative_amount_key,
        {{ budget_unit_key(
            'documents.jurisdiction_code',
            'amounts.identified_unit_code',
            'amounts.identified_unit_name',
        ) }} as budget_unit_key,
        {{ code_key('amounts.statement_code') }} as statement_key,
        {{ project_key('documents', 'amounts') }} as project_key,
        {{ code_key('amounts.funding_source_code') }} as funding_source_key
    from {{ ref('int_budget_lines_accepted') }} as amounts
    left join {{ ref('dim_document') }} as documents
        on amounts.document_id = documents.document_id
    where
        not amounts.is_total
        and amounts.line_kind = 'narrative'

)

select
    narrative_amount_key,
    document_key,
    budget_unit_key,
    statement_key,
    project_key,
    funding_source_key,
    fiscal_year,
    stage,
    statement_code,
    line_kind,
    unit_code,
    unit_name,
    subject,
    project_code,
    project_name,
    funding_source_code,
    funding_source_printed,
    amount_cny,
    amount_printed,
    unit_printed,
    cell_id,
    page_no,
    table_no,
    row_no,
    col_no,
    placement,
    text_origin
from keyed_amounts
