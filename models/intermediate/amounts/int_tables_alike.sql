{#
    Pairs of tables of one document that print the same figures: the largest total of one is a total
    of the other, or at least half of its figures, two or more, stand there too. Equal figures are
    printed in one unit.
#}
with

figures as (
    select distinct
        cells.document_id,
        cells.table_no,
        {{ to_number('cells.cell_text') }} as figure,
        total_cells.row_no is not null as is_total
    from {{ ref('int_cells_described') }} as cells
    left join {{ ref('int_total_cells') }} as total_cells
        on {{ same_row('cells', 'total_cells') }}
    where
        cells.row_role = 'body'
        and cells.role = 'amount'
        and cells.is_number
        and {{ to_number('cells.cell_text') }} <> 0
),

tables_counted as (
    select
        document_id,
        table_no,
        count(distinct figure) as figure_count,
        max(case when is_total then figure end) as largest_total
    from figures
    group by document_id, table_no
),

shared as (
    select
        here.document_id,
        here.table_no,
        there.table_no as other_table_no,
        count(distinct here.figure) as shared_count,
        max(case when here.is_total and there.is_total then here.figure end)
            as largest_shared_total
    from figures as here
    inner join figures as there
        on
            here.document_id = there.document_id
            and here.figure = there.figure
            and here.table_no <> there.table_no
    group by here.document_id, here.table_no, there.table_no
)

select
    shared.document_id,
    shared.table_no,
    shared.other_table_no
from shared
inner join tables_counted
    on {{ same_table('shared', 'tables_counted') }}
where
    shared.largest_shared_total = tables_counted.largest_total
    or (
        shared.shared_count >= 2
        and shared.shared_count * 2 >= tables_counted.figure_count
    )
