{#
    What arithmetic says of the columns of amounts in open tables: which is the greatest in every row,
    which is the sum of others, and which completes a known part to a known or unknown whole.
#}
with

amount_columns as (
    select
        document_id,
        table_no,
        col_no
    from {{ ref('int_layout_columns') }}
    where trait = 'holds_amounts'
),

amounts as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.amount
    from {{ ref('int_layout_cells') }} as cells
    inner join amount_columns
        on
            {{ same_table('cells', 'amount_columns') }}
            and cells.col_no = amount_columns.col_no
    where cells.amount is not null
),

rows_with_amounts as (
    select
        document_id,
        table_no,
        row_no,
        sum(amount) as row_sum,
        max(amount) as row_max
    from amounts
    group by document_id, table_no, row_no
),

{# A blank is nil. #}
grid as (
    select
        rows_with_amounts.document_id,
        rows_with_amounts.table_no,
        rows_with_amounts.row_no,
        rows_with_amounts.row_sum,
        rows_with_amounts.row_max,
        amount_columns.col_no,
        coalesce(amounts.amount, 0) as amount
    from rows_with_amounts
    inner join amount_columns
        on {{ same_table('rows_with_amounts', 'amount_columns') }}
    left join amounts
        on
            {{ same_row('rows_with_amounts', 'amounts') }}
            and amount_columns.col_no = amounts.col_no
),

tables_counted as (
    select
        document_id,
        table_no,
        count(distinct row_no) as row_count,
        count(distinct col_no) as column_count
    from grid
    group by document_id, table_no
),

columns_judged as (
    select
        grid.document_id,
        grid.table_no,
        grid.col_no,
        count(case when grid.amount < grid.row_max then 1 end) as below_count,
        count(case when grid.amount <> grid.row_sum - grid.amount then 1 end) as not_sum_count,
        sum(grid.amount) as column_sum,
        max(sum(grid.amount)) over (partition by grid.document_id, grid.table_no)
            as greatest_sum,
        min(sum(grid.amount)) over (partition by grid.document_id, grid.table_no)
            as least_sum
    from grid
    group by grid.document_id, grid.table_no, grid.col_no
),

pairs as (
    select
        whole.document_id,
        whole.table_no,
        whole.col_no as whole_col_no,
        one.col_no as part_col_no,
        other.col_no as rest_col_no,
        count(*) as row_count
    from grid as whole
    inner join grid as one
        on
            {{ same_row('whole', 'one') }}
            and whole.col_no <> one.col_no
    inner join grid as other
        on
            {{ same_row('whole', 'other') }}
            and whole.col_no <> other.col_no
            and one.col_no <> other.col_no
    group by whole.document_id, whole.table_no, whole.col_no, one.col_no, other.col_no
    having
        count(case when abs(whole.amount - one.amount - other.amount) > 0.02 then 1 end) = 0
        and sum(one.amount) > 0
        and sum(other.amount) > 0
),

{# The known header nearest above a column says which part it is. #}
parts_known as (
    select
        headers.document_id,
        headers.table_no,
        headers.col_no,
        max(
            coalesce(known.cost_category, known.expenditure_nature)
        ) as part
    from {{ ref('int_layout_headers') }} as headers
    inner join {{ ref('stg_map__headers') }} as known
        on headers.wording = known.wording
    where not headers.is_group
    group by headers.document_id, headers.table_no, headers.col_no
),

columns_greatest as (
    select
        columns_judged.document_id,
        columns_judged.table_no,
        columns_judged.col_no
    from columns_judged
    inner join tables_counted
        on {{ same_table('columns_judged', 'tables_counted') }}
    where
        tables_counted.column_count >= 2
        and columns_judged.below_count = 0
        and columns_judged.column_sum > columns_judged.least_sum
),

traits as (
    select
        document_id,
        table_no,
        col_no,
        'greatest' as trait
    from columns_greatest
    union all
    select
        pairs.document_id,
        pairs.table_no,
        pairs.part_col_no as col_no,
        'part_of_whole' as trait
    from pairs
    inner join columns_greatest
        on
            {{ same_table('pairs', 'columns_greatest') }}
            and pairs.whole_col_no = columns_greatest.col_no
    union all
    select
        columns_judged.document_id,
        columns_judged.table_no,
        columns_judged.col_no,
        'sum_of_others' as trait
    from columns_judged
    inner join tables_counted
        on {{ same_table('columns_judged', 'tables_counted') }}
    where
        tables_counted.column_count >= 3
        and columns_judged.not_sum_count = 0
    union all
    select
        document_id,
        table_no,
        whole_col_no as col_no,
        'sum_of_two' as trait
    from pairs
    union all
    select
        pairs.document_id,
        pairs.table_no,
        pairs.rest_col_no as col_no,
        concat('completes_', parts_known.part) as trait
    from pairs
    inner join parts_known
        on
            {{ same_table('pairs', 'parts_known') }}
            and pairs.part_col_no = parts_known.col_no
    where parts_known.part is not null
)

select distinct
    document_id,
    table_no,
    col_no,
    trait
from traits
