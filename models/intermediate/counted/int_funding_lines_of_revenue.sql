{#
    The amounts of revenue by source, from the one statement of a document that tells it: every row
    of a table by function has a total of its own, a summary has one for all its lines. What a second
    table of one statement repeats is not counted again. Headings of summaries and memo sources are
    left out.
#}
with

revenue as (
    select
        budget_lines.document_id,
        budget_lines.stage,
        budget_lines.statement_code,
        budget_lines.line_kind,
        budget_lines.unit_code,
        budget_lines.unit_name,
        budget_lines.funding_source_code,
        budget_lines.is_total,
        budget_lines.amount_cny,
        budget_lines.table_no,
        budget_lines.row_no,
        budget_lines.col_no,
        coalesce(budget_lines.function_code, budget_lines.function_name_printed) as function_ref,
        coalesce(budget_lines.funding_source_code = 'total', false) as is_total_source
    from {{ ref('int_budget_lines_accepted') }} as budget_lines
    inner join {{ ref('int_funding_statements') }} as statements_chosen
        on
            budget_lines.document_id = statements_chosen.document_id
            and budget_lines.stage = statements_chosen.stage
            and budget_lines.statement_code = statements_chosen.statement_code
    left join {{ ref('stg_code__funding_sources') }} as sources
        on budget_lines.funding_source_code = sources.funding_source_code
    where
        budget_lines.side = 'revenue'
        and not budget_lines.is_of_another_year
        and not coalesce(sources.is_memo, false)
),

revenue_by_source as (
    select
        document_id,
        stage,
        statement_code,
        line_kind,
        unit_code,
        unit_name,
        funding_source_code,
        is_total_source,
        amount_cny,
        table_no,
        row_no,
        col_no,
        min(table_no) over (
            partition by document_id, stage, unit_code, unit_name, function_ref
        ) as first_table_no
    from revenue
    where
        (line_kind = 'function' and not is_total)
        or (line_kind in ('summary', 'revenue') and (not is_total or is_total_source))
)

select
    document_id,
    stage,
    statement_code,
    unit_code,
    unit_name,
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
from revenue_by_source
where
    line_kind <> 'function'
    or table_no is null
    or table_no = first_table_no
