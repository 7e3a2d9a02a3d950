{#
    Rows without a code that are just the sum of all other lines of their column: most likely a total
    whose name no seed knows, which counts beside its parts. `line_count` is how many those are.
#}
with

lines_by_column as (
    select
        document_id,
        statement_code,
        page_no,
        table_no,
        row_no,
        cell_id,
        amount_cny,
        coalesce(function_name_printed, economic_name_printed, project_name, item_name)
            as name_printed,
        function_code_printed is null
        and economic_code_printed is null
        and project_code is null as is_uncoded,
        count(*) over table_column as line_count,
        sum(amount_cny) over table_column as sum_cny
    from {{ ref('int_budget_lines_accepted') }}
    where
        not is_total
        and table_no is not null
        and amount_cny <> 0
        and line_kind in ('function', 'economic', 'government_economic', 'project', 'procurement')
        and coalesce(horizon, 'annual') = 'annual'
    window table_column as (
        partition by document_id, statement_code, line_kind, table_no, col_no
    )
)

select
    document_id,
    statement_code,
    page_no,
    table_no,
    row_no,
    min(cell_id) as cell_id,
    min(name_printed) as name_printed,
    max(amount_cny) as amount_cny,
    max(line_count) - 1 as line_count
from lines_by_column
where
    is_uncoded
    and line_count > 2
    and amount_cny * 2 = sum_cny
group by document_id, statement_code, page_no, table_no, row_no
