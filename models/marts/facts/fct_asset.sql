with keyed_amounts as (

    select
        documents.document_key,
        documents.fiscal_year,
        measures.measurement_unit_key,
        amounts.stage,
        amounts.statement_code,
        amounts.line_kind,
        amounts.unit_code,
        amounts.unit_name,
        amounts.item_name,
        amounts.amount_cny as value_cny,
        amounts.quantity,
        amounts.quantity_unit,
        amounts.amount_printed,
        amounts.unit_printed,
        amounts.cell_id,
        amounts.page_no,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.placement,
        amounts.text_origin,
        {{ budget_line_key('amounts') }} as asset_key,
        {{ budget_unit_key(
            'documents.jurisdiction_code',
            'amounts.identified_unit_code',
            'amounts.identified_unit_name',
        ) }} as budget_unit_key,
        {{ code_key('amounts.statement_code') }} as statement_key
    from {{ ref('int_budget_lines_accepted') }} as amounts
    left join {{ ref('dim_document') }} as documents
        on amounts.document_id = documents.document_id
    left join {{ ref('dim_measurement_unit') }} as measures
        on amounts.quantity_unit = measures.unit_printed
    where
        not amounts.is_total
        and amounts.line_kind = 'asset'

)

select
    asset_key,
    document_key,
    budget_unit_key,
    statement_key,
    measurement_unit_key,
    fiscal_year,
    stage,
    statement_code,
    line_kind,
    unit_code,
    unit_name,
    item_name,
    value_cny,
    quantity,
    quantity_unit,
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
