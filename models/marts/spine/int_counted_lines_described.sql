{{ config(schema='intermediate', contract={'enforced': false}) }}

-- The lines that count, and those that documents state for another year or stage than their own
-- (`compared_in`), with the names of everything that they have a code or a key of: the reports
-- select from it; it is not published. A table that prints basic expenditure in
-- one column leaves the category of cost to the code.
with counted_lines as (

    select
        lines_keyed.counted_in,
        lines_keyed.compared_in,
        lines_keyed.is_only_source,
        lines_keyed.sum_basis,
        lines_keyed.document_key,
        lines_keyed.budget_unit_key,
        lines_keyed.function_key,
        lines_keyed.economic_key,
        lines_keyed.project_key,
        lines_keyed.funding_source_key,
        lines_keyed.statement_key,
        lines_keyed.fiscal_year,
        lines_keyed.stage,
        lines_keyed.statement_code,
        lines_keyed.unit_code,
        lines_keyed.unit_name,
        lines_keyed.function_code,
        lines_keyed.function_name_printed,
        lines_keyed.economic_code,
        lines_keyed.economic_name_printed,
        lines_keyed.project_code,
        lines_keyed.project_name,
        lines_keyed.expenditure_nature,
        lines_keyed.item_name,
        lines_keyed.amount_cny,
        lines_keyed.cell_id,
        lines_keyed.budget_line_key,
        lines_keyed.page_no,
        lines_keyed.table_no,
        lines_keyed.proof,
        dates.as_of_date,
        economics.class_code as economic_class_code,
        economics.class_name as economic_class_name,
        economics.economic_name,
        case
            when lines_keyed.line_kind = 'three_public' then lines_keyed.item_name
        end as category_code,
        case
            when lines_keyed.cost_category <> 'total' then lines_keyed.cost_category
            else coalesce(economics.cost_category, lines_keyed.cost_category)
        end as cost_category,
        case
            when lines_keyed.cost_category <> 'total' then 'printed'
            when economics.cost_category is not null then 'code'
            else 'printed'
        end as cost_category_method
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    left join {{ ref('int_table_reference_dates') }} as dates
        on {{ same_table('lines_keyed', 'dates') }}
    left join {{ ref('dim_economic') }} as economics
        on {{ known_key('lines_keyed.economic_key') }} = economics.economic_key
    where coalesce(lines_keyed.counted_in, lines_keyed.compared_in) is not null

),

{# 工资福利 and 对个人和家庭的补助 are 人员经费. #}
cost_groups as (

    select
        part_code,
        whole_code
    from {{ ref('int_parts_of_wholes') }}
    where
        axis = 'cost_category'
        and whole_code <> 'total'

),

categories as (

    select
        code,
        name_zh,
        name_en
    from {{ ref('stg_code__vocabularies') }}
    where vocabulary = 'three_public_category'

)

select
    counted_lines.counted_in,
    counted_lines.compared_in,
    counted_lines.is_only_source,
    counted_lines.sum_basis,
    counted_lines.document_key,
    counted_lines.budget_unit_key,
    counted_lines.project_key,
    counted_lines.function_key,
    counted_lines.economic_key,
    counted_lines.funding_source_key,
    counted_lines.fiscal_year,
    counted_lines.stage,
    counted_lines.statement_code,
    counted_lines.expenditure_nature,
    counted_lines.function_code,
    counted_lines.economic_class_code,
    counted_lines.economic_class_name,
    counted_lines.economic_code,
    counted_lines.cost_category,
    counted_lines.cost_category_method,
    counted_lines.category_code,
    counted_lines.item_name,
    counted_lines.amount_cny,
    counted_lines.cell_id,
    counted_lines.budget_line_key,
    counted_lines.page_no,
    counted_lines.table_no,
    counted_lines.as_of_date,
    counted_lines.proof,
    proof_order.display_order as proof_order,
    documents.file_name as document_file,
    places.prefecture_name,
    places.province_name,
    years.year_start_date as fiscal_year_start_date,
    stage_names.name_zh as stage_zh,
    stage_names.name_en as stage_en,
    statement_names.statement_name_zh,
    statement_names.statement_name_en,
    function_codes.class_code as function_class_code,
    function_codes.class_name as function_class_name,
    function_codes.section_code as function_section_code,
    function_codes.section_name as function_section_name,
    natures.name_zh as expenditure_nature_zh,
    natures.name_en as expenditure_nature_en,
    cost_names.name_zh as cost_category_zh,
    cost_names.name_en as cost_category_en,
    group_names.name_zh as cost_group_zh,
    group_names.name_en as cost_group_en,
    sources.funding_source_code,
    sources.funding_source_name_zh,
    sources.funding_source_name_en,
    categories.name_zh as category_name_zh,
    categories.name_en as category_name_en,
    coalesce(cost_groups.whole_code, counted_lines.cost_category) as cost_group,
    coalesce(units.unit_code, counted_lines.unit_code) as unit_code,
    coalesce(units.unit_name, counted_lines.unit_name, documents.unit_name) as unit_name,
    coalesce(units.department_name, documents.department_name) as department_name,
    coalesce(places.jurisdiction_code, documents.jurisdiction_code) as jurisdiction_code,
    coalesce(places.jurisdiction_name, documents.jurisdiction_name) as jurisdiction_name,
    {# A line that is not matched has the key of its class, or of no code at all. #}
    case
        when counted_lines.function_code is not null then function_codes.function_name
        else counted_lines.function_name_printed
    end as function_name,
    case
        when counted_lines.economic_code is not null then counted_lines.economic_name
        else counted_lines.economic_name_printed
    end as economic_name,
    coalesce(counted_lines.project_code, projects.project_code) as project_code,
    coalesce(counted_lines.project_name, projects.project_name) as project_name
from counted_lines
inner join {{ ref('stg_code__vocabularies') }} as proof_order
    on
        counted_lines.proof = proof_order.code
        and proof_order.vocabulary = 'proof'
inner join {{ ref('dim_document') }} as documents
    on counted_lines.document_key = documents.document_key
left join {{ ref('dim_budget_unit') }} as units
    on {{ known_key('counted_lines.budget_unit_key') }} = units.budget_unit_key
left join {{ ref('dim_jurisdiction') }} as places
    on
        coalesce(
            {{ known_key('units.jurisdiction_key') }},
            {{ known_key('documents.jurisdiction_key') }}
        ) = places.jurisdiction_key
left join {{ ref('int_fiscal_years') }} as years
    on counted_lines.fiscal_year = years.fiscal_year
left join {{ ref('dim_stage') }} as stage_names
    on counted_lines.stage = stage_names.code
left join {{ ref('dim_statement') }} as statement_names
    on counted_lines.statement_key = statement_names.statement_key
left join {{ ref('dim_function') }} as function_codes
    on {{ known_key('counted_lines.function_key') }} = function_codes.function_key
left join {{ ref('dim_expenditure_nature') }} as natures
    on counted_lines.expenditure_nature = natures.code
left join {{ ref('dim_cost_category') }} as cost_names
    on counted_lines.cost_category = cost_names.code
left join {{ ref('dim_project') }} as projects
    on {{ known_key('counted_lines.project_key') }} = projects.project_key
left join {{ ref('dim_funding_source') }} as sources
    on {{ known_key('counted_lines.funding_source_key') }} = sources.funding_source_key
left join cost_groups
    on counted_lines.cost_category = cost_groups.part_code
left join {{ ref('dim_cost_category') }} as group_names
    on coalesce(cost_groups.whole_code, counted_lines.cost_category) = group_names.code
left join categories
    on counted_lines.category_code = categories.code
