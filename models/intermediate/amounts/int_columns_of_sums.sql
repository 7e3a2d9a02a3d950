{#
    Columns of figures below no known header that are parts of a sum, row by row: of all of them one is the
    sum of the others, or with the known amounts of its row the column makes up their total.
#}
with

figures as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        col_no,
        amount
    from {{ ref('int_cells_headless') }}
    where not is_in_form and is_number and amount is not null
),

row_sums as (
    select
        document_id,
        table_no,
        row_no,
        max(amount) * 2 = sum(amount) and count(*) >= 3 as is_sum
    from figures
    group by document_id, table_no, row_no
),

tables_summed as (
    select
        document_id,
        table_no
    from row_sums
    group by document_id, table_no
    having count(*) >= 2 and count(case when is_sum then 1 end) * 2 >= count(*)
),

amounts_known as (
    select
        document_id,
        table_no,
        row_no,
        {{ to_number('cell_text', 'decimal(28, 4)') }} as amount
    from {{ ref('int_cells_described') }}
    where role = 'amount' and row_role = 'body' and is_number
),

amounts_of_rows as (
    select
        document_id,
        table_no,
        row_no,
        max(amount) as greatest_amount,
        sum(amount) as row_sum
    from amounts_known
    group by document_id, table_no, row_no
    having count(*) >= 2
),

{# What the known amounts leave open: 合计 is 基本支出, 项目支出 and what stands here. #}
columns_made_up as (
    select
        figures.document_id,
        figures.table_no,
        figures.block_no,
        figures.col_no
    from figures
    inner join amounts_of_rows as known
        on {{ same_row('figures', 'known') }}
    where figures.amount > 0
    group by figures.document_id, figures.table_no, figures.block_no, figures.col_no
    having
        count(case when known.greatest_amount * 2 = known.row_sum + figures.amount then 1 end) >= 2
        and count(
            case when known.greatest_amount * 2 = known.row_sum + figures.amount then 1 end
        ) * 2 >= count(*)
)

select
    figures.document_id,
    figures.table_no,
    figures.block_no,
    figures.col_no
from figures
left join tables_summed
    on {{ same_table('figures', 'tables_summed') }}
left join columns_made_up
    on {{ same_column('figures', 'columns_made_up') }}
where tables_summed.table_no is not null or columns_made_up.col_no is not null
group by figures.document_id, figures.table_no, figures.block_no, figures.col_no
