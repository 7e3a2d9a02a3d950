with keyed_amounts as (

    select
        documents.document_key,
        documents.fiscal_year,
        function_codes.function_key,
        economics.economic_key,
        projects.project_key,
        measures.measurement_unit_key,
        amounts.stage,
        amounts.statement_code,
        amounts.line_kind,
        amounts.unit_code,
        amounts.unit_name,
        amounts.side,
        amounts.function_code,
        amounts.economic_code,
        amounts.project_code,
        amounts.project_name,
        amounts.funding_source_code,
        amounts.funding_source_printed,
        amounts.horizon,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.item_name,
        amounts.function_name_printed,
        amounts.economic_name_printed,
        amounts.amount_cny,
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
        amounts.function_mapping_method,
        amounts.economic_mapping_method,
        amounts.funding_source_mapping_method,
        {{ line_mapping_method('amounts') }} as mapping_method,
        {{ budget_line_key('amounts') }} as printed_total_key,
        {{ budget_unit_key(
            'documents.jurisdiction_code',
            'amounts.identified_unit_code',
            'amounts.identified_unit_name',
        ) }} as budget_unit_key,
        {{ code_key('amounts.statement_code') }} as statement_key,
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
    left join {{ ref('dim_project') }} as projects
        on {{ project_key('documents', 'amounts') }} = projects.project_key
    left join {{ ref('dim_measurement_unit') }} as measures
        on amounts.quantity_unit = measures.unit_printed
    where
        amounts.is_total

)

select
    printed_total_key,
    document_key,
    budget_unit_key,
    statement_key,
    function_key,
    economic_key,
    project_key,
    funding_source_key,
    measurement_unit_key,
    fiscal_year,
    stage,
    statement_code,
    line_kind,
    unit_code,
    unit_name,
    side,
    function_code,
    economic_code,
    project_code,
    project_name,
    funding_source_code,
    funding_source_printed,
    horizon,
    expenditure_nature,
    cost_category,
    item_name,
    function_name_printed,
    economic_name_printed,
    amount_cny,
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
    text_origin,
    function_mapping_method,
    economic_mapping_method,
    funding_source_mapping_method,
    mapping_method
from keyed_amounts
