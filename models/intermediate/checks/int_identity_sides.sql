{#
    What each side of an identity brings from each table; a line of running text stands in table 0.
    One row an identity, side and table.
#}
with

amounts as (
    select
        cell_id,
        min(table_no) as table_no
    from {{ ref('int_lines_and_blanks') }}
    group by cell_id
)

select
    cells.reconciliation_key,
    cells.document_id,
    cells.side,
    cast(sum(cells.amount_cny) as decimal(18, 4)) as amount_cny,
    cast(sum(cells.rounding_step_cny) as decimal(18, 6)) as rounding_step_cny,
    coalesce(amounts.table_no, 0) as table_no
from {{ ref('int_identity_cells') }} as cells
left join amounts
    on cells.cell_id = amounts.cell_id
where cells.cell_id is not null
group by
    cells.reconciliation_key, cells.document_id, cells.side, coalesce(amounts.table_no, 0)
