{#
    Reports of documents of units whose money stands in the consolidated document of their department
    already: of the same department, or of a unit whose lines that document lists. One that calls itself
    a department is its unit where the department's statements part their money among units and hold
    more of it, whatever its own figures are, or where a sum agrees. What no document of the department
    reports is not covered. Where two list each other the larger one covers.
#}
with

reports as (
    select
        ranked.document_id,
        ranked.speaker_ref,
        ranked.fiscal_year,
        ranked.stage,
        ranked.disclosure_scope,
        chosen.report_code,
        chosen.sum_cny
    from {{ ref('int_documents_ranked') }} as ranked
    inner join {{ ref('int_sums_chosen') }} as chosen
        on ranked.document_id = chosen.document_id
),

largest_sums as (
    select
        document_id,
        max(sum_cny) as sum_cny
    from reports
    group by document_id
),

consolidated as (
    select
        document_id,
        fiscal_year,
        stage,
        speaker_ref,
        budget_unit_key,
        department_ref
    from {{ ref('int_documents_ranked') }}
    where
        disclosure_scope = 'department'
        and document_rank = 1
),

parts_listed as (
    select
        listed.consolidated_document_id,
        parts.document_id,
        parts.disclosure_scope <> 'department' as is_unit,
        bool_or(abs(listed.listed_cny - reports.sum_cny) <= 0.5 * listed.listed_step_cny)
            as has_equal_sum,
        bool_or(listed.is_by_subject and reports.sum_cny < wholes.sum_cny) as is_within_whole
    from {{ ref('int_units_listed_by_departments') }} as listed
    inner join {{ ref('int_documents_ranked') }} as parts
        on
            listed.budget_unit_key = parts.budget_unit_key
            and listed.fiscal_year = parts.fiscal_year
            and listed.stage = parts.stage
            and listed.consolidated_document_id <> parts.document_id
    inner join reports
        on parts.document_id = reports.document_id
    left join reports as wholes
        on
            listed.consolidated_document_id = wholes.document_id
            and listed.report_code = wholes.report_code
            and reports.report_code = wholes.report_code
    group by listed.consolidated_document_id, parts.document_id, parts.disclosure_scope
),

reasons as (
    select
        parts.document_id,
        consolidated.document_id as consolidated_document_id
    from {{ ref('int_documents_ranked') }} as parts
    inner join consolidated
        on
            parts.department_ref = consolidated.department_ref
            and parts.fiscal_year = consolidated.fiscal_year
            and parts.stage = consolidated.stage
            and parts.document_id <> consolidated.document_id
    where parts.disclosure_scope <> 'department'
    union distinct
    select
        document_id,
        consolidated_document_id
    from parts_listed
    where is_unit or has_equal_sum or is_within_whole
),

reasons_one_way as (
    select
        reasons.document_id,
        reasons.consolidated_document_id
    from reasons
    left join reasons as reverse_reasons
        on
            reasons.document_id = reverse_reasons.consolidated_document_id
            and reasons.consolidated_document_id = reverse_reasons.document_id
    left join largest_sums as own
        on reasons.document_id = own.document_id
    left join largest_sums as whole
        on reasons.consolidated_document_id = whole.document_id
    where
        reverse_reasons.document_id is null
        or whole.sum_cny > own.sum_cny
        or (
            whole.sum_cny = own.sum_cny
            and reasons.consolidated_document_id < reasons.document_id
        )
),

reports_of_departments as (
    select distinct
        consolidated.document_id as consolidated_document_id,
        reports.report_code
    from consolidated
    inner join reports
        on
            consolidated.speaker_ref = reports.speaker_ref
            and consolidated.fiscal_year = reports.fiscal_year
            and consolidated.stage = reports.stage
    where reports.disclosure_scope <> 'unit'
)

select
    reports.document_id,
    reports.report_code,
    min(reasons_one_way.consolidated_document_id) as consolidated_document_id
from reports
inner join reasons_one_way
    on reports.document_id = reasons_one_way.document_id
inner join reports_of_departments
    on
        reasons_one_way.consolidated_document_id = reports_of_departments.consolidated_document_id
        and reports.report_code = reports_of_departments.report_code
group by reports.document_id, reports.report_code
