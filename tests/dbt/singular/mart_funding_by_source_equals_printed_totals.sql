-- What the report counts makes the total of rpt_budget_lines, by project; of revenue by statement.
with printed_lines as (
    select
        lines_read.document_key,
        lines_read.stage,
        lines_read.statement_code,
        lines_read.line_kind,
        lines_read.side,
        lines_read.unit_code,
        lines_read.unit_name,
        lines_read.horizon,
        lines_read.is_total,
        lines_read.table_no,
        lines_read.row_no,
        lines_read.amount_cny,
        lines_read.project_name,
        statements.line_kind as statement_kind,
        cast(statements.display_order as integer) as display_order,
        coalesce(lines_read.function_code, lines_read.function_name_printed) as function_ref,
        coalesce(lines_read.funding_source_code, '') = 'total' as is_total_source,
        coalesce(lines_read.project_code, lines_read.project_name) as project_ref,
        case
            when coalesce(lines_read.project_code, lines_read.project_name) is null
                then lines_read.table_no
        end as nameless_table_no,
        coalesce(lines_read.project_code, lines_read.project_name) is null
        and count(coalesce(lines_read.project_code, lines_read.project_name)) over (
            partition by lines_read.document_key, lines_read.table_no
        ) > 0 as is_total_of_projects
    from {{ ref('rpt_budget_lines') }} as lines_read
    inner join {{ ref('code_statement') }} as statements
        on lines_read.statement_code = statements.statement_code
    inner join {{ ref('dim_document') }} as documents
        on lines_read.document_key = documents.document_key
    -- Columns of other years count nowhere; categories of a government's revenue are no sources.
    where
        lines_read.fiscal_year is not distinct from documents.fiscal_year
        and statements.code_kind is null
),

project_totals as (
    select
        document_key,
        stage,
        statement_code,
        unit_code,
        unit_name,
        horizon,
        -- A project may be meant under another name than is printed: names are compared as printed.
        coalesce(max(project_name), project_ref) as project_label,
        max(amount_cny) as amount_cny
    from printed_lines
    where
        line_kind = 'funding' and statement_kind = 'funding'
        and is_total_source and not is_total_of_projects
    group by
        document_key, stage, statement_code, unit_code, unit_name, project_ref, nameless_table_no,
        horizon
),

revenue_lines as (
    select
        document_key,
        stage,
        statement_code,
        line_kind,
        unit_code,
        unit_name,
        is_total,
        is_total_source,
        table_no,
        row_no,
        amount_cny,
        display_order = min(display_order) over (
            partition by document_key, stage
        ) as is_most_general,
        coalesce(table_no, 0) > min(coalesce(table_no, 0)) over (
            partition by document_key, stage, statement_code, unit_code, unit_name, function_ref
        ) as is_repeated
    from printed_lines
    where side = 'revenue' and line_kind in ('summary', 'revenue', 'function')
),

-- 小计 of the year beside 合计: the larger is the total of the row.
row_totals as (
    select
        document_key,
        stage,
        statement_code,
        unit_code,
        unit_name,
        max(amount_cny) as amount_cny
    from revenue_lines
    where
        is_most_general and line_kind = 'function'
        and is_total_source and not is_total and not is_repeated
    group by document_key, stage, statement_code, unit_code, unit_name, table_no, row_no
),

printed_totals as (
    select
        'project' as scope,
        document_key,
        stage,
        statement_code,
        unit_code,
        unit_name,
        project_label as project_ref,
        horizon,
        amount_cny
    from project_totals
    union all
    select
        'revenue' as scope,
        document_key,
        stage,
        statement_code,
        unit_code,
        unit_name,
        null as project_ref,
        null as horizon,
        max(amount_cny) as amount_cny
    from revenue_lines
    where
        is_most_general
        and line_kind <> 'function'
        and is_total_source
    group by document_key, stage, statement_code, unit_code, unit_name
    union all
    select
        'revenue' as scope,
        document_key,
        stage,
        statement_code,
        unit_code,
        unit_name,
        null as project_ref,
        null as horizon,
        sum(amount_cny) as amount_cny
    from row_totals
    group by document_key, stage, statement_code, unit_code, unit_name
),

printed_sums as (
    select
        scope,
        document_key,
        statement_code,
        coalesce(stage, '') as stage,
        coalesce(unit_code, '') as unit_code,
        coalesce(unit_name, '') as unit_name,
        coalesce(horizon, '') as horizon,
        coalesce(project_ref, '') as project_ref,
        sum(amount_cny) as amount_cny
    from printed_totals
    group by
        scope, document_key, statement_code, coalesce(stage, ''), coalesce(unit_code, ''),
        coalesce(unit_name, ''), coalesce(horizon, ''), coalesce(project_ref, '')
),

reported_sums as (
    select
        counted.scope,
        counted.document_key,
        counted.statement_code,
        coalesce(counted.stage, '') as stage,
        coalesce(counted.unit_code, '') as unit_code,
        coalesce(counted.unit_name, '') as unit_name,
        coalesce(counted.horizon, '') as horizon,
        coalesce(counted.project_name, projects.project_code, '') as project_ref,
        sum(counted.amount_cny) as amount_cny
    from {{ ref('rpt_funding_by_source') }} as counted
    left join {{ ref('dim_project') }} as projects
        on counted.project_key = projects.project_key
    where counted.breakdown <> 'unchecked'
    group by
        counted.scope, counted.document_key, counted.statement_code, coalesce(counted.stage, ''),
        coalesce(counted.unit_code, ''), coalesce(counted.unit_name, ''),
        coalesce(counted.horizon, ''), coalesce(counted.project_name, projects.project_code, '')
)

select
    printed_sums.scope,
    printed_sums.project_ref,
    printed_sums.amount_cny,
    reported_sums.amount_cny as reported_amount_cny,
    coalesce(printed_sums.document_key, reported_sums.document_key) as document_key,
    coalesce(printed_sums.statement_code, reported_sums.statement_code) as statement_code
from printed_sums
full outer join reported_sums
    on
        printed_sums.scope = reported_sums.scope
        and printed_sums.document_key = reported_sums.document_key
        and printed_sums.stage = reported_sums.stage
        and printed_sums.statement_code = reported_sums.statement_code
        and printed_sums.unit_code = reported_sums.unit_code
        and printed_sums.unit_name = reported_sums.unit_name
        and printed_sums.horizon = reported_sums.horizon
        and printed_sums.project_ref = reported_sums.project_ref
where printed_sums.amount_cny is distinct from reported_sums.amount_cny
