{%- set labelled = dict(labels_of_sums(), proof='proof') -%}
{%- set keys = [
    'document_key', 'fiscal_year', 'stage', 'budget_unit_key', 'unit_code', 'unit_name',
    'statement_code', 'funding_source_code', 'expenditure_nature',
] -%}
-- Lines of the statements by function, under the column of all natures, or under those of its parts
-- where these count and no column restates them, with the code of the newest edition that they are
-- comparable at. Money is never distributed and never left out.
with line_sums as (
    select
        {% for key in keys -%}
            amounts.{{ key }},
        {% endfor -%}
        amounts.function_code,
        counted_rows.budget_line_key is not null as is_counted,
        case when amounts.function_code is not null then amounts.function_key end as function_key,
        case when amounts.function_code is null then amounts.function_code_printed end
            as function_code_unmapped,
        count(*) as line_count,
        sum(amounts.amount_cny) as amount_cny,
        max_by(amounts.proof, proofs.display_order) as proof
    from {{ ref('fct_function_expenditure') }} as amounts
    inner join {{ ref('stg_code__statements') }} as statements
        on
            amounts.statement_code = statements.statement_code
            and statements.line_kind = 'function'
            and statements.document_kind <> 'performance_target'
    left join {{ ref('stg_code__vocabularies') }} as proofs
        on
            amounts.proof = proofs.code
            and proofs.vocabulary = 'proof'
    left join {{ ref('int_row_totals_counted') }} as counted_rows
        on amounts.function_expenditure_key = counted_rows.budget_line_key
    where
        amounts.line_kind = 'function'
        and (amounts.expenditure_nature = 'total' or counted_rows.budget_line_key is not null)
    group by
        amounts.{{ keys | join(', amounts.') }},
        amounts.function_code,
        case when amounts.function_code is not null then amounts.function_key end,
        case when amounts.function_code is null then amounts.function_code_printed end,
        counted_rows.budget_line_key is not null

),

mapped_sums as (

    select
        {% for key in keys -%}
            line_sums.{{ key }},
        {% endfor -%}
        line_sums.function_key,
        line_sums.function_code,
        line_sums.function_code_unmapped,
        line_sums.line_count,
        line_sums.amount_cny,
        line_sums.is_counted,
        line_sums.proof,
        successors.mapped_code,
        successors.mapping_first_year,
        successors.mapping_last_year,
        successors.mapping_source_ref,
        successors.mapping_path,
        case
            when successors.mapped_code is not null then successors.mapping
            when line_sums.function_key is not null then 'unchanged'
            else 'unmapped'
        end as mapping,
        case
            when successors.mapped_code is not null then successors.comparable_code
            when line_sums.function_key is not null then line_sums.function_code
        end as comparable_code
    from line_sums
    left join {{ ref('int_function_codes_followed') }} as successors
        on
            line_sums.fiscal_year = successors.fiscal_year
            and coalesce(line_sums.function_code, line_sums.function_code_unmapped)
            = successors.function_code
            and (line_sums.function_key is not null) = successors.is_matched

),

newest_functions as (

    select
        function_code,
        function_name,
        level,
        class_code,
        class_name,
        section_code,
        section_name
    from {{ ref('dim_function') }}
    where valid_to_year is null

),

described_sums as (

    select
        mapped_sums.document_key,
        documents.file_name as document_file,
        mapped_sums.fiscal_year,
        mapped_sums.stage,
        documents.jurisdiction_code,
        documents.jurisdiction_name,
        documents.department_name,
        mapped_sums.budget_unit_key,
        mapped_sums.unit_code,
        mapped_sums.unit_name,
        mapped_sums.statement_code,
        mapped_sums.funding_source_code,
        mapped_sums.expenditure_nature,
        mapped_sums.function_key,
        mapped_sums.function_code,
        mapped_sums.function_code_unmapped,
        functions_of_the_year.function_name,
        mapped_sums.mapping,
        mapped_sums.mapped_code,
        mapped_sums.mapping_first_year,
        mapped_sums.mapping_last_year,
        mapped_sums.mapping_path,
        mapped_sums.mapping_source_ref,
        mapped_sums.is_counted,
        mapped_sums.proof,
        newest_functions.level as comparable_level,
        newest_functions.function_code as comparable_code,
        newest_functions.function_name as comparable_name,
        newest_functions.class_code as comparable_class_code,
        newest_functions.class_name as comparable_class_name,
        newest_functions.section_code as comparable_section_code,
        newest_functions.section_name as comparable_section_name,
        newest_functions.function_code is not null as is_comparable,
        {{ surrogate_key([
            'mapped_sums.document_key', 'mapped_sums.fiscal_year', 'mapped_sums.stage',
            'mapped_sums.unit_code', 'mapped_sums.unit_name', 'mapped_sums.statement_code',
            'mapped_sums.funding_source_code',
            'coalesce(mapped_sums.function_code, mapped_sums.function_code_unmapped)',
            'mapped_sums.function_key', 'mapped_sums.is_counted', 'mapped_sums.expenditure_nature',
        ]) }} as function_expenditure_over_years_key,
        cast(mapped_sums.line_count as bigint) as line_count,
        cast(mapped_sums.amount_cny as decimal(18, 2)) as amount_cny,
        {{ columns_described(labelled) }}
    from mapped_sums
    left join {{ ref('dim_document') }} as documents
        on mapped_sums.document_key = documents.document_key
    left join {{ ref('dim_function') }} as functions_of_the_year
        on mapped_sums.function_key = functions_of_the_year.function_key
    left join newest_functions
        on mapped_sums.comparable_code = newest_functions.function_code
    {{ joins_described('mapped_sums', labelled) }}

)

select
    function_expenditure_over_years_key,
    document_key,
    document_file,
    fiscal_year,
    stage,
    jurisdiction_code,
    jurisdiction_name,
    department_name,
    budget_unit_key,
    unit_code,
    unit_name,
    statement_code,
    funding_source_code,
    expenditure_nature,
    function_key,
    function_code,
    function_name,
    mapping,
    mapped_code,
    mapping_first_year,
    mapping_last_year,
    mapping_path,
    mapping_source_ref,
    is_comparable,
    comparable_level,
    comparable_code,
    comparable_name,
    comparable_class_code,
    comparable_class_name,
    comparable_section_code,
    comparable_section_name,
    line_count,
    amount_cny,
    is_counted,
    proof,
    function_code_unmapped,
    {{ names_described(labelled) | join(',\n    ') }}
from described_sums
