{#
    The amounts by source that a roll-up may count, each with the total that it is part of
    (`group_key`) and the set of sources that it stands in (`breakdown_ref`). Several sets may
    restate one total. Headings of summaries and memo sources are left out.
#}
with

accepted as (
    select
        budget_lines.document_id,
        budget_lines.stage,
        budget_lines.statement_code,
        budget_lines.line_kind,
        budget_lines.side,
        budget_lines.unit_code,
        budget_lines.unit_name,
        budget_lines.project_name,
        budget_lines.horizon,
        budget_lines.funding_source_code,
        budget_lines.is_total,
        budget_lines.amount_cny,
        budget_lines.cell_id,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        statements.line_kind as statement_kind,
        coalesce(budget_lines.project_code, budget_lines.project_name) as project_ref,
        coalesce(
            budget_lines.function_code, budget_lines.function_name_printed
        ) as function_ref,
        coalesce(budget_lines.funding_source_code = 'total', false) as is_total_source
    from {{ ref('int_budget_lines_accepted') }} as budget_lines
    inner join {{ ref('stg_code__statements') }} as statements
        on budget_lines.statement_code = statements.statement_code
    left join {{ ref('stg_code__funding_sources') }} as sources
        on budget_lines.funding_source_code = sources.funding_source_code
    where not coalesce(sources.is_memo, false)
),

{# A list in one cell (合计 9 万元 其中…) is a set of its own. #}
form_lines as (
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
        count(*) over (
            partition by document_id, table_no, horizon, cell_id
        ) > 1 as is_listed_in_cell
    from accepted
    where
        line_kind = 'funding'
        and statement_kind = 'funding'
),

{# The other fields of a form are parted by the totals before them. #}
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
),

project_lines as (
    select
        document_id,
        'project' as scope,
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
),

revenue as (
    select
        accepted.document_id,
        accepted.stage,
        accepted.statement_code,
        accepted.line_kind,
        accepted.unit_code,
        accepted.unit_name,
        accepted.funding_source_code,
        accepted.is_total,
        accepted.is_total_source,
        accepted.amount_cny,
        accepted.table_no,
        accepted.row_no,
        accepted.col_no,
        min(accepted.table_no) over (
            partition by
                accepted.document_id,
                accepted.stage,
                accepted.unit_code,
                accepted.unit_name,
                accepted.function_ref
        ) as first_table_no
    from accepted
    inner join {{ ref('int_funding_statements') }} as statements_chosen
        on
            accepted.document_id = statements_chosen.document_id
            and accepted.stage = statements_chosen.stage
            and accepted.statement_code = statements_chosen.statement_code
    where
        accepted.side = 'revenue'
        and (
            (accepted.line_kind = 'function' and not accepted.is_total)
            or (
                accepted.line_kind in ('summary', 'revenue')
                and (not accepted.is_total or accepted.is_total_source)
            )
        )
),

{#
    Every row of a table by function has a total of its own, a summary has one for all its lines.
    What a second table of one statement repeats is not counted again.
#}
revenue_lines as (
    select
        document_id,
        'revenue' as scope,
        stage,
        statement_code,
        unit_code,
        unit_name,
        cast(null as varchar) as project_ref,
        cast(null as varchar) as project_name,
        cast(null as varchar) as horizon,
        funding_source_code,
        is_total_source,
        amount_cny,
        table_no,
        row_no,
        col_no,
        case
            when line_kind = 'function' then concat('t', table_no, ':r', row_no)
            else 'statement'
        end as group_ref,
        case
            when line_kind = 'function' then concat('t', table_no, ':r', row_no)
            when table_no is null then 'text'
            else concat('t', table_no)
        end as breakdown_ref
    from revenue
    where
        line_kind <> 'function'
        or table_no is null
        or table_no = first_table_no
),

lines_of_both as (
    select
        document_id,
        scope,
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
        group_ref,
        breakdown_ref
    from project_lines
    union all
    select
        document_id,
        scope,
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
        group_ref,
        breakdown_ref
    from revenue_lines
)

select
    document_id,
    scope,
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
    breakdown_ref,
    {{ surrogate_key([
        'document_id', 'scope', 'stage', 'statement_code', 'unit_code', 'unit_name',
        'group_ref', 'horizon',
    ]) }} as group_key
from lines_of_both
