-- The members of the dimensions that stand for what is unknown have no level: here they are NULL.
with printed_amounts as (

    select
        documents.file_name as document_file,
        amounts.document_id,
        amounts.fiscal_year,
        documents.jurisdiction_code,
        documents.jurisdiction_name,
        amounts.document_key,
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
        amounts.mapping_method,
        amounts.budget_line_key,
        function_codes.class_code as function_class_code,
        function_codes.class_name as function_class_name,
        function_codes.section_code as function_section_code,
        function_codes.section_name as function_section_name,
        economics.class_code as economic_class_code,
        economics.class_name as economic_class_name,
        coalesce(documents.department_name, units.department_name) as department_name,
        case when amounts.function_code is not null then function_codes.function_name end
            as function_name,
        case when amounts.economic_code is not null then economics.economic_name end
            as economic_name
    from {{ ref('int_budget_lines_keyed') }} as amounts
    left join {{ ref('dim_document') }} as documents
        on amounts.document_key = documents.document_key
    left join {{ ref('dim_budget_unit') }} as units
        on amounts.budget_unit_key = units.budget_unit_key
    left join {{ ref('dim_function') }} as function_codes
        on
            amounts.function_key = function_codes.function_key
            and function_codes.level is not null
    left join {{ ref('dim_economic') }} as economics
        on
            amounts.economic_key = economics.economic_key
            and economics.level is not null

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
    budget_line_key,
    function_class_code,
    function_class_name,
    function_section_code,
    function_section_name,
    economic_class_code,
    economic_class_name
from printed_amounts
