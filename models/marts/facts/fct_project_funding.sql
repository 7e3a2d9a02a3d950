with keyed_amounts as (

    select
        documents.document_key,
        documents.fiscal_year,
        function_codes.function_key,
        economics.economic_key,
        amounts.stage,
        amounts.statement_code,
        amounts.line_kind,
        amounts.unit_code,
        amounts.unit_name,
        amounts.project_code,
        amounts.project_name,
        amounts.function_code,
        amounts.economic_code,
        amounts.funding_source_code,
        amounts.funding_source_printed,
        amounts.horizon,
        amounts.expenditure_nature,
        amounts.item_name,
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
        amounts.funding_source_mapping_method,
        {{ line_mapping_method('amounts') }} as mapping_method,
        {{ budget_line_key('amounts') }} as project_funding_key,
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
    left join {{ ref('dim_function') }} as function_codes
        on
            amounts.function_code = function_codes.function_code
            and coalesce(amounts.function_mapping_method, '') <> 'unmapped'
            and {{ is_valid_in('documents.fiscal_year', 'function_codes') }}
    left join {{ ref('dim_economic') }} as economics
        on
            amounts.economic_code = economics.economic_code
            and coalesce(amounts.economic_mapping_method, '') <> 'unmapped'
            and {{ is_valid_in('documents.fiscal_year', 'economics') }}
    where
        not amounts.is_total
        and amounts.line_kind in ('funding', 'project')

)

select
    project_funding_key,
    document_key,
    budget_unit_key,
    statement_key,
    project_key,
    function_key,
    economic_key,
    funding_source_key,
    fiscal_year,
    stage,
    statement_code,
    line_kind,
    unit_code,
    unit_name,
    project_code,
    project_name,
    function_code,
    economic_code,
    funding_source_code,
    funding_source_printed,
    horizon,
    expenditure_nature,
    item_name,
    amount_cny,
    amount_printed,
    unit_printed,
    cell_id,
    page_no,
    table_no,
    row_no,
    col_no,
    placement,
    text_origin,
    funding_source_mapping_method,
    mapping_method
from keyed_amounts
