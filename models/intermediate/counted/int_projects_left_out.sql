{#
    Projects whose money, in a list or a form, counts nowhere: no line of the project counts, and it is
    in no list of which the total counts alone. A list that names no units has the projects of all.
#}
with

lines_of_projects as (
    select
        accepted.document_id,
        counted_sets.report_code,
        accepted.stage,
        accepted.page_no,
        accepted.table_no,
        accepted.row_no,
        accepted.cell_id,
        accepted.project_name,
        accepted.amount_cny,
        accepted.amount_printed,
        mentions.budget_unit_key,
        mentions.budget_unit_key = ranked.budget_unit_key as is_publisher,
        mentions.project_key,
        coalesce({{ bare('accepted.project_name') }}, accepted.project_code) as project_ref,
        counted.budget_line_key is not null
        or (
            documents_chosen.document_id is not null
            and sums.line_kind is null
            and sums.statement_code = accepted.statement_code
        ) as is_covered
    from {{ ref('int_budget_lines_accepted') }} as accepted
    inner join {{ ref('stg_code__counted_sets') }} as counted_sets
        on
            accepted.statement_code = counted_sets.statement_code
            and accepted.line_kind = counted_sets.line_kind
            and accepted.side = counted_sets.side
    inner join {{ ref('int_unit_mentions_keyed') }} as mentions
        on accepted.mention_key = mentions.mention_key
    inner join {{ ref('int_documents_ranked') }} as ranked
        on
            accepted.document_id = ranked.document_id
            and accepted.stage = ranked.stage
    inner join {{ ref('int_sums_chosen') }} as sums
        on
            accepted.document_id = sums.document_id
            and counted_sets.report_code = sums.report_code
    left join {{ ref('int_documents_chosen') }} as documents_chosen
        on
            accepted.document_id = documents_chosen.document_id
            and counted_sets.report_code = documents_chosen.report_code
    left join {{ ref('int_lines_counted') }} as counted
        on
            accepted.budget_line_key = counted.budget_line_key
            and counted_sets.report_code = counted.counted_in
    left join {{ ref('stg_code__funding_sources') }} as sources
        on accepted.funding_source_code = sources.funding_source_code
    where
        mentions.project_key is not null
        and (not accepted.is_total or accepted.line_kind = 'funding')
        and accepted.amount_cny <> 0
        and not accepted.is_of_another_year
        and coalesce(accepted.horizon, 'annual') = 'annual'
        and not coalesce(sources.is_memo, false)
),

projects_covered as (
    select distinct
        report_code,
        stage,
        project_key
    from lines_of_projects
    where is_covered
),

names_covered as (
    select
        document_id,
        report_code,
        project_ref,
        bool_or(is_publisher) as is_publisher
    from lines_of_projects
    where is_covered
    group by document_id, report_code, project_ref
)

select
    left_out.document_id,
    left_out.report_code,
    left_out.table_no,
    left_out.project_ref,
    left_out.budget_unit_key,
    min(left_out.project_name) as project_name,
    max_by(left_out.page_no, row(left_out.amount_cny, left_out.cell_id)) as page_no,
    max_by(left_out.row_no, row(left_out.amount_cny, left_out.cell_id)) as row_no,
    max_by(left_out.cell_id, row(left_out.amount_cny, left_out.cell_id)) as cell_id,
    max_by(left_out.amount_printed, row(left_out.amount_cny, left_out.cell_id)) as amount_printed
from lines_of_projects as left_out
left join projects_covered
    on
        left_out.report_code = projects_covered.report_code
        and left_out.stage = projects_covered.stage
        and left_out.project_key = projects_covered.project_key
left join names_covered
    on
        left_out.document_id = names_covered.document_id
        and left_out.report_code = names_covered.report_code
        and left_out.project_ref = names_covered.project_ref
where
    not left_out.is_covered
    and projects_covered.project_key is null
    and (
        names_covered.project_ref is null
        or not (names_covered.is_publisher or left_out.is_publisher)
    )
group by
    left_out.document_id, left_out.report_code, left_out.table_no, left_out.project_ref,
    left_out.budget_unit_key
