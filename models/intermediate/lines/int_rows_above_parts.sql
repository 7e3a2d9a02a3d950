{#
    Rows that name no subject and no project but the unit or group of the rows below them, and add
    these up: without a code beside rows with one, numbered (一、) beside rows that are not, or named
    as a publisher. They are told by arithmetic: the table begins with one, each equals the rows down
    to the next in every column, and the total, where one is printed, is that of the rows below. Above
    a printed total one with no row below it is a line (一、税收返还 above 二、一般性转移支付).
#}
{%- set patterns = publisher_patterns(['ending']) %}
with

rows_printed as (
    select
        lines_found.document_id,
        lines_found.table_no,
        lines_found.row_no,
        max(coalesce(lines_found.function_code, lines_found.economic_code)) as code,
        max(lines_found.code_depth) as code_depth,
        bool_or(lines_found.is_total_wording) as is_total_wording,
        max({{ bare('coalesce(lines_found.project_printed, lines_found.name_printed)') }})
            as row_label
    from {{ ref('int_table_lines_found') }} as lines_found
    where
        lines_found.line_kind in ('function', 'project', 'transfer')
        and not coalesce(lines_found.is_unit_heading, false)
    group by lines_found.document_id, lines_found.table_no, lines_found.row_no
),

rows_described as (
    select
        rows_printed.document_id,
        rows_printed.table_no,
        rows_printed.row_no,
        rows_printed.is_total_wording,
        rows_printed.code is null as is_without_code,
        coalesce({{ is_numbered('rows_printed.row_label') }}, false) as is_numbered,
        coalesce(
            {{ wording_found('rows_printed.row_label', patterns.ending, behind='$') }}, false
        ) as is_named_as_unit,
        {# 类 and 款 above their 项. #}
        coalesce(
            lead(rows_printed.code_depth) over table_order > rows_printed.code_depth
            or (
                length(lead(rows_printed.code) over table_order) > length(rows_printed.code)
                and starts_with(lead(rows_printed.code) over table_order, rows_printed.code)
            ), false
        ) as is_above_code
    from rows_printed
    window table_order as (
        partition by rows_printed.document_id, rows_printed.table_no
        order by rows_printed.row_no
    )
),

{# What parts them from the others must part them: a list in which all rows are so has no groups. #}
rows_judged as (
    select
        document_id,
        table_no,
        row_no,
        is_total_wording,
        not is_total_wording and not is_above_code as is_leaf,
        not is_total_wording
        and is_without_code
        and (
            not bool_and(is_without_code) over lines_of_table
            or (is_numbered and not bool_and(is_numbered) over lines_of_table)
            or (is_named_as_unit and not bool_and(is_named_as_unit) over lines_of_table)
        ) as may_head
    from rows_described
    window lines_of_table as (partition by document_id, table_no, is_total_wording)
),

runs_opened as (
    select
        document_id,
        table_no,
        row_no,
        is_total_wording,
        may_head,
        is_leaf and not may_head as is_below,
        bool_or(is_total_wording) over (partition by document_id, table_no) as has_total,
        sum(case when may_head then 1 else 0 end) over (
            partition by document_id, table_no
            order by case when is_total_wording then 1 else 0 end, row_no
        ) as run_no
    from rows_judged
),

runs as (
    select
        document_id,
        table_no,
        row_no,
        is_total_wording,
        run_no,
        may_head and (bool_or(is_below) over rows_of_run or not has_total) as may_head,
        is_below
        or (may_head and has_total and not bool_or(is_below) over rows_of_run) as is_part
    from runs_opened
    window rows_of_run as (partition by document_id, table_no, is_total_wording, run_no)
),

amounts as (
    select
        runs.document_id,
        runs.table_no,
        runs.run_no,
        lines_found.col_no,
        runs.is_total_wording,
        runs.may_head,
        runs.is_part,
        scaled.amount_cny,
        bool_or(runs.may_head) over (partition by runs.document_id, runs.table_no, runs.run_no)
            as has_head
    from runs
    inner join {{ ref('int_table_lines_found') }} as lines_found
        on {{ same_row('runs', 'lines_found') }}
    inner join {{ ref('int_amounts_scaled') }} as scaled
        on lines_found.cell_id = scaled.cell_id
    where scaled.part_no = 1
),

runs_compared as (
    select
        document_id,
        table_no,
        run_no,
        col_no,
        sum(case when may_head then amount_cny else 0 end)
        = sum(case when is_part then amount_cny else 0 end) as adds_up
    from amounts
    where not is_total_wording and (has_head or run_no = 0)
    group by document_id, table_no, run_no, col_no
),

totals_compared as (
    select
        document_id,
        table_no,
        col_no,
        max(case when is_total_wording then amount_cny end)
        = sum(case when is_part then amount_cny else 0 end) as adds_up
    from amounts
    group by document_id, table_no, col_no
),

tables_contradicted as (
    select
        document_id,
        table_no
    from runs_compared
    where run_no = 0 or not adds_up
    union distinct
    select
        document_id,
        table_no
    from totals_compared
    where not adds_up
)

select
    runs.document_id,
    runs.table_no,
    runs.row_no
from runs
left join tables_contradicted
    on {{ same_table('runs', 'tables_contradicted') }}
where
    runs.may_head
    and tables_contradicted.table_no is null
