{#
    The amounts by source of project forms, each in the set of sources that it stands in: a list in
    one cell (合计 9 万元 其中…) is a set of its own, the other fields of a form are parted by the
    totals before them. Memo sources are left out.
#}
with

form_lines as (
    select
        budget_lines.document_id,
        budget_lines.stage,
        budget_lines.statement_code,
        budget_lines.unit_code,
        budget_lines.unit_name,
        budget_lines.project_name,
        budget_lines.horizon,
        budget_lines.funding_source_code,
        budget_lines.amount_cny,
        budget_lines.cell_id,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        coalesce(budget_lines.project_code, budget_lines.project_name) as project_ref,
        coalesce(budget_lines.funding_source_code = 'total', false) as is_total_source,
        count(*) over (
            partition by
                budget_lines.document_id, budget_lines.table_no, budget_lines.horizon,
                budget_lines.cell_id
        ) > 1 as is_listed_in_cell,
        {# In a table that names projects, money of none is the total of a unit or of all. #}
        coalesce(budget_lines.project_code, budget_lines.project_name) is null
        and count(coalesce(budget_lines.project_code, budget_lines.project_name)) over (
            partition by budget_lines.document_id, budget_lines.table_no
        ) > 0 as is_total_of_projects
    from {{ ref('int_budget_lines_accepted') }} as budget_lines
    inner join {{ ref('stg_code__statements') }} as statements
        on
            budget_lines.statement_code = statements.statement_code
            and budget_lines.line_kind = statements.line_kind
    left join {{ ref('stg_code__funding_sources') }} as sources
        on budget_lines.funding_source_code = sources.funding_source_code
    where
        budget_lines.line_kind = 'funding'
        and not budget_lines.is_of_another_year
        and not coalesce(sources.is_memo, false)
),

form_lines_run as (
    select
        document_id,
        stage,
        statement_code,
        unit_code,
        unit_name,
        project_ref,
        project_name,
        horizon,
        funding_source_code,
        is_total_source,
        amount_cny,
        cell_id,
        table_no,
        row_no,
        col_no,
        is_listed_in_cell,
        coalesce(
            sum(case when is_total_source then 1 else 0 end) over (
                partition by document_id, table_no, horizon, is_listed_in_cell
                order by row_no, col_no
            ), 0
        ) as run_no
    from form_lines
    where not is_total_of_projects
)

select
    document_id,
    stage,
    statement_code,
    unit_code,
    unit_name,
    project_ref,
    project_name,
    horizon,
    funding_source_code,
    is_total_source,
    amount_cny,
    table_no,
    row_no,
    col_no,
    coalesce(project_ref, concat('t', table_no)) as group_ref,
    case
        when is_listed_in_cell then cell_id
        else concat('t', table_no, ':', case when run_no = 0 then 1 else run_no end)
    end as breakdown_ref
from form_lines_run
