with printed_amounts as (

    select
        documents.file_name as document_file,
        documents.document_id,
        documents.fiscal_year,
        documents.jurisdiction_code,
        documents.jurisdiction_name,
        documents.document_key,
        function_codes.function_name,
        economics.economic_name,
        amounts.stage,
        amounts.unit_code,
        amounts.unit_name,
        amounts.statement_code,
        amounts.statement_title_printed,
        amounts.side,
        amounts.line_kind,
        amounts.function_code,
        amounts.function_name_printed,
        amounts.economic_code,
        amounts.economic_name_printed,
        amounts.project_code,
        amounts.project_name,
        amounts.funding_source_code,
        amounts.funding_source_printed,
        amounts.horizon,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.item_name,
        amounts.quantity,
        amounts.quantity_unit,
        amounts.is_total,
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
        amounts.function_code_printed,
        amounts.economic_code_printed,
        amounts.function_mapping_method,
        amounts.economic_mapping_method,
        coalesce(documents.department_name, units.department_name) as department_name,
        {{ line_mapping_method('amounts') }} as mapping_method,
        {{ budget_line_key('amounts') }} as budget_line_key
    from {{ ref('int_budget_lines_accepted') }} as amounts
    left join {{ ref('dim_document') }} as documents
        on amounts.document_id = documents.document_id
    left join {{ ref('dim_budget_unit') }} as units
        on
            {{ budget_unit_key(
                'documents.jurisdiction_code',
                'amounts.identified_unit_code',
                'amounts.identified_unit_name',
            ) }} = units.budget_unit_key
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

)

select
    document_file,
    document_id,
    fiscal_year,
    stage,
    jurisdiction_code,
    jurisdiction_name,
    department_name,
    unit_code,
    unit_name,
    statement_code,
    statement_title_printed,
    side,
    line_kind,
    function_code,
    function_name,
    function_name_printed,
    economic_code,
    economic_name,
    economic_name_printed,
    project_code,
    project_name,
    funding_source_code,
    funding_source_printed,
    horizon,
    expenditure_nature,
    cost_category,
    item_name,
    quantity,
    quantity_unit,
    is_total,
    amount_cny,
    amount_printed,
    unit_printed,
    document_key,
    cell_id,
    page_no,
    table_no,
    row_no,
    col_no,
    placement,
    text_origin,
    funding_source_mapping_method,
    mapping_method,
    function_code_printed,
    economic_code_printed,
    function_mapping_method,
    economic_mapping_method,
    budget_line_key
from printed_amounts
