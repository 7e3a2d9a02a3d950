{#
    Rows below an unnumbered balance (上年结转) that give it again by fund: names without a number up to
    the next total, number or balance, whose amounts add up to it in every column.
#}
with

rows_run as (
    select
        document_id,
        table_no,
        row_no,
        is_balance,
        is_numbered or is_total_wording or is_balance as is_break,
        sum(case when is_numbered or is_total_wording or is_balance then 1 else 0 end) over (
            partition by document_id, table_no
            order by row_no
        ) as run_no
    from {{ ref('int_revenue_rows') }}
    where not is_of_which
),

headings as (
    select
        document_id,
        table_no,
        row_no,
        run_no
    from rows_run
    where is_break and is_balance
),

amounts as (
    select
        printed.document_id,
        printed.table_no,
        printed.row_no,
        printed.col_no,
        scaled.amount_cny
    from {{ ref('int_table_amounts') }} as printed
    inner join {{ ref('int_amounts_scaled') }} as scaled
        on printed.cell_id = scaled.cell_id
    inner join {{ ref('stg_code__statements') }} as statements
        on printed.statement_code = statements.statement_code
    where
        scaled.part_no = 1
        and coalesce(printed.side, statements.side) = 'revenue'
),

columns_compared as (
    select
        headings.document_id,
        headings.table_no,
        headings.row_no,
        headings.run_no,
        wholes.col_no,
        max(wholes.amount_cny) = sum(parts.amount_cny) as adds_up
    from headings
    inner join amounts as wholes
        on {{ same_row('headings', 'wholes') }}
    inner join rows_run
        on
            {{ same_table('headings', 'rows_run') }}
            and headings.run_no = rows_run.run_no
            and headings.row_no < rows_run.row_no
    inner join amounts as parts
        on
            {{ same_row('rows_run', 'parts') }}
            and wholes.col_no = parts.col_no
    group by
        headings.document_id, headings.table_no, headings.row_no, headings.run_no, wholes.col_no
),

headings_of_parts as (
    select
        document_id,
        table_no,
        row_no,
        run_no
    from columns_compared
    group by document_id, table_no, row_no, run_no
    having bool_and(adds_up)
)

select
    parts.document_id,
    parts.table_no,
    parts.row_no,
    headings_of_parts.row_no as heading_row_no
from headings_of_parts
inner join rows_run as parts
    on
        {{ same_table('headings_of_parts', 'parts') }}
        and headings_of_parts.run_no = parts.run_no
        and headings_of_parts.row_no < parts.row_no
