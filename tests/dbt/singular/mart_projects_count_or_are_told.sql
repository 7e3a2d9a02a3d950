-- The money of every project counts, or something tells why: another amount of the project counts,
-- the list of its document counts by its total alone, or a finding names the project, its table or
-- the report. Amounts of other years and stages are in no report.
with amounts as (

    select
        projects.document_key,
        projects.table_no,
        projects.row_no,
        projects.project_key,
        projects.stage,
        projects.is_counted,
        projects.project_name
    from {{ ref('fct_project_funding') }} as projects
    inner join {{ ref('dim_document') }} as documents
        on
            projects.document_key = documents.document_key
            and projects.fiscal_year = documents.fiscal_year
            and projects.stage = documents.stage
    left join {{ ref('stg_code__funding_sources') }} as sources
        on projects.funding_source_code = sources.funding_source_code
    where
        projects.amount_cny <> 0
        and coalesce(projects.horizon, 'annual') = 'annual'
        and projects.project_name is not null
        and documents.is_current
        and documents.outcome <> 'blank'
        and not coalesce(sources.is_memo, false)

),

counted as (

    select distinct
        project_key,
        stage
    from amounts
    where is_counted

),

counted_in_document as (

    select distinct
        document_key,
        project_name
    from amounts
    where is_counted

),

told as (

    select distinct
        document_key,
        table_no
    from {{ ref('qc_finding') }}
    where
        finding_code in (
            'project_not_counted', 'table_not_counted', 'statement_repeated', 'parts_not_counted',
            'sum_not_as_printed', 'report_left_empty'
        )

),

told_of_document as (

    select distinct document_key
    from {{ ref('qc_finding') }}
    where
        finding_code in ('sum_not_as_printed', 'report_left_empty')
        and evidence like 'rpt_project_expenditure%'

)

select
    amounts.document_key,
    amounts.table_no,
    amounts.row_no,
    amounts.project_name
from amounts
left join counted
    on
        amounts.project_key = counted.project_key
        and amounts.stage = counted.stage
left join counted_in_document
    on
        amounts.document_key = counted_in_document.document_key
        and amounts.project_name = counted_in_document.project_name
left join told
    on
        amounts.document_key = told.document_key
        and amounts.table_no = told.table_no
left join told_of_document
    on amounts.document_key = told_of_document.document_key
where
    not amounts.is_counted
    and counted.project_key is null
    and counted_in_document.document_key is null
    and told.document_key is null
    and told_of_document.document_key is null
