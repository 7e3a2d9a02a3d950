{#
    What a column of a table states of a subject of running text, its cells added up, and whether it
    is a total that holds balances or one of the year alone: an amount that only totals of one kind
    state is of that kind, wherever it stands.
#}
with

amounts_of_tables as (
    select
        cells.document_id,
        cells.statement_code,
        cells.stage,
        cells.stated_ref,
        cells.column_ref,
        bool_or(totals.has_balances) as has_balances,
        coalesce(bool_or(cells.is_of_statement), false) as is_of_statement,
        sum(cells.amount_cny) as amount_cny
    from {{ ref('int_cells_by_subject') }} as cells
    left join {{ ref('int_totals_with_balances') }} as totals
        on cells.cell_id = totals.cell_id
    group by
        cells.document_id, cells.statement_code, cells.stage, cells.stated_ref, cells.column_ref
)

select
    document_id,
    statement_code,
    stage,
    stated_ref,
    column_ref,
    is_of_statement,
    amount_cny,
    case
        when bool_or(has_balances) over same_amount = bool_and(has_balances) over same_amount
            then bool_or(has_balances) over same_amount
    end as has_balances
from amounts_of_tables
window same_amount as (partition by document_id, stage, stated_ref, amount_cny)
