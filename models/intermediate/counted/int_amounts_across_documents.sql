{#
    Amounts that two documents print of one subject, and whether they stand to each other as the check
    claims: the column of another year or stage (found) and the document of that year and stage
    (expected); the document of a unit (found) and that of its department (expected), equal where the
    department reports just the money of this unit and at least as large where it has more.
#}
with

{# What differs in scope is not compared: a department and its head office may share a name. #}
columns_of_others as (
    select
        printed.document_id,
        published.document_id as other_document_id,
        printed.fiscal_year,
        printed.stage,
        printed.statement_ref,
        printed.side,
        printed.column_ref,
        printed.subject,
        printed.cell_id,
        printed.amount_cny as found_cny,
        printed.rounding_step_cny as found_step_cny,
        published.cell_id as other_cell_id,
        published.amount_cny as expected_cny,
        published.rounding_step_cny as expected_step_cny,
        case
            when printed.fiscal_year = printed.document_year then 'other_stage_as_published'
            else 'other_year_as_published'
        end as check_code
    from {{ ref('int_amounts_of_periods') }} as printed
    inner join {{ ref('int_amounts_of_periods') }} as published
        on
            printed.budget_unit_key = published.budget_unit_key
            and printed.fiscal_year = published.fiscal_year
            and printed.stage = published.stage
            and printed.statement_ref = published.statement_ref
            and printed.side = published.side
            and printed.column_ref = published.column_ref
            and printed.subject = published.subject
    where
        not printed.is_own
        and published.is_own
        and printed.document_id <> published.document_id
        and (
            printed.disclosure_scope = published.disclosure_scope
            or printed.disclosure_scope = 'unknown'
            or published.disclosure_scope = 'unknown'
        )
),

{# The money of a unit stands in its department's document: see int_documents_covered. #}
units_of_departments as (
    select
        units.document_id,
        departments.document_id as other_document_id,
        units.fiscal_year,
        units.stage,
        units.statement_ref,
        units.side,
        units.column_ref,
        units.subject,
        units.cell_id,
        units.amount_cny as found_cny,
        units.rounding_step_cny as found_step_cny,
        departments.cell_id as other_cell_id,
        departments.amount_cny as expected_cny,
        departments.rounding_step_cny as expected_step_cny,
        case
            when unit_sums.sum_cny = department_sums.sum_cny then 'department_as_only_unit'
            else 'unit_within_department'
        end as check_code
    from {{ ref('int_documents_covered') }} as covered
    inner join {{ ref('int_amounts_of_periods') }} as units
        on
            covered.document_id = units.document_id
            and covered.report_code = units.report_code
    inner join {{ ref('int_amounts_of_periods') }} as departments
        on
            covered.consolidated_document_id = departments.document_id
            and units.statement_ref = departments.statement_ref
            and units.side = departments.side
            and units.column_ref = departments.column_ref
            and units.subject = departments.subject
    left join {{ ref('int_sums_chosen') }} as unit_sums
        on
            covered.document_id = unit_sums.document_id
            and covered.report_code = unit_sums.report_code
    left join {{ ref('int_sums_chosen') }} as department_sums
        on
            covered.consolidated_document_id = department_sums.document_id
            and covered.report_code = department_sums.report_code
    where
        units.is_own
        and departments.is_own
),

compared as (
    {% for part in ['columns_of_others', 'units_of_departments'] -%}
        select
            document_id,
            other_document_id,
            check_code,
            fiscal_year,
            stage,
            statement_ref,
            side,
            column_ref,
            subject,
            cell_id,
            other_cell_id,
            found_cny,
            expected_cny,
            {# One figure printed twice in the same digits is the same. #}
            case
                when found_step_cny = expected_step_cny then 0
                else 0.5 * (found_step_cny + expected_step_cny)
            end as tolerance_cny
        from {{ part }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
)

select
    compared.document_id,
    compared.other_document_id,
    compared.check_code,
    compared.fiscal_year,
    compared.stage,
    compared.statement_ref,
    compared.side,
    compared.column_ref,
    compared.subject,
    compared.cell_id,
    compared.other_cell_id,
    compared.found_cny,
    compared.expected_cny,
    cast(compared.tolerance_cny as decimal(18, 2)) as tolerance_cny,
    case
        when compared.found_cny = compared.expected_cny then 'holds'
        when checks.relation = '<=' and compared.found_cny < compared.expected_cny then 'holds'
        when abs(compared.found_cny - compared.expected_cny) <= compared.tolerance_cny
            then 'rounding'
        else 'fails'
    end as verdict
from compared
inner join {{ ref('stg_code__checks') }} as checks
    on compared.check_code = checks.code
