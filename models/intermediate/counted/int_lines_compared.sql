{#
    Lines that a document states for another year or stage than its own (上年预算数, 预算数 beside 决算数),
    by the report that they would count in. `is_only_source` where no document of that period counts for
    the unit, its department or its units: of several documents that state it the nearest year, a
    department's before its units'. What a department's document covers is its department's.
#}
with

lines_of_documents as (
    select
        lines_of_periods.budget_line_key,
        lines_of_periods.document_id,
        lines_of_periods.report_code,
        lines_of_periods.basis,
        accepted.stage,
        ranked.speaker_ref,
        ranked.department_ref,
        ranked.document_rank,
        ranked.fiscal_year as document_year,
        ranked.disclosure_scope = 'department' as is_of_department,
        case
            when accepted.is_of_another_year then accepted.fiscal_year
            else ranked.fiscal_year
        end as fiscal_year
    from {{ ref('int_lines_of_periods') }} as lines_of_periods
    inner join {{ ref('int_budget_lines_accepted') }} as accepted
        on lines_of_periods.budget_line_key = accepted.budget_line_key
    inner join {{ ref('int_documents_ranked') }} as ranked
        on lines_of_periods.document_id = ranked.document_id
    where lines_of_periods.period_ref <> '{{ own_period() }}'
),

documents_covered as (
    select distinct document_id
    from {{ ref('int_documents_covered') }}
),

sources as (
    select distinct
        lines_of_documents.report_code,
        lines_of_documents.document_id,
        lines_of_documents.speaker_ref,
        lines_of_documents.department_ref,
        lines_of_documents.is_of_department,
        lines_of_documents.document_rank,
        lines_of_documents.document_year,
        lines_of_documents.stage,
        coalesce(lines_of_documents.fiscal_year, 0) as fiscal_year
    from lines_of_documents
    left join documents_covered
        on lines_of_documents.document_id = documents_covered.document_id
    left join {{ ref('int_documents_chosen') }} as chosen
        on
            lines_of_documents.document_id = chosen.document_id
            and lines_of_documents.report_code = chosen.report_code
    where
        documents_covered.document_id is null
        or chosen.document_id is not null
),

sources_ranked as (
    select
        report_code,
        document_id,
        speaker_ref,
        department_ref,
        is_of_department,
        stage,
        fiscal_year,
        row_number() over (
            partition by report_code, speaker_ref, fiscal_year, stage
            order by
                abs(coalesce(document_year, 0) - fiscal_year) asc,
                document_year desc,
                document_rank asc,
                document_id asc
        ) as source_rank,
        bool_or(is_of_department) over (
            partition by report_code, department_ref, fiscal_year, stage
        ) as has_department
    from sources
),

{# What counts for a period already. #}
periods_counted as (
    select
        chosen.report_code,
        chosen.speaker_ref,
        ranked.department_ref,
        chosen.stage,
        ranked.disclosure_scope = 'department' as is_of_department,
        coalesce(chosen.fiscal_year, 0) as fiscal_year
    from {{ ref('int_documents_chosen') }} as chosen
    inner join {{ ref('int_documents_ranked') }} as ranked
        on chosen.document_id = ranked.document_id
),

periods_of_speakers as (
    select distinct
        report_code,
        speaker_ref,
        fiscal_year,
        stage
    from periods_counted
),

periods_of_departments as (
    select
        report_code,
        department_ref,
        fiscal_year,
        stage,
        bool_or(is_of_department) as has_department
    from periods_counted
    group by report_code, department_ref, fiscal_year, stage
),

only_sources as (
    select
        sources_ranked.report_code,
        sources_ranked.document_id,
        sources_ranked.fiscal_year,
        sources_ranked.stage
    from sources_ranked
    left join periods_of_speakers as own
        on
            sources_ranked.report_code = own.report_code
            and sources_ranked.speaker_ref = own.speaker_ref
            and sources_ranked.fiscal_year = own.fiscal_year
            and sources_ranked.stage = own.stage
    left join periods_of_departments as departments
        on
            sources_ranked.report_code = departments.report_code
            and sources_ranked.department_ref = departments.department_ref
            and sources_ranked.fiscal_year = departments.fiscal_year
            and sources_ranked.stage = departments.stage
    where
        sources_ranked.source_rank = 1
        and own.speaker_ref is null
        and (sources_ranked.is_of_department or not sources_ranked.has_department)
        and (
            departments.department_ref is null
            or not (departments.has_department or sources_ranked.is_of_department)
        )
)

select
    lines_of_documents.budget_line_key,
    lines_of_documents.document_id,
    lines_of_documents.report_code as compared_in,
    lines_of_documents.basis,
    only_sources.document_id is not null as is_only_source
from lines_of_documents
left join only_sources
    on
        lines_of_documents.report_code = only_sources.report_code
        and lines_of_documents.document_id = only_sources.document_id
        and coalesce(lines_of_documents.fiscal_year, 0) = only_sources.fiscal_year
        and lines_of_documents.stage = only_sources.stage
