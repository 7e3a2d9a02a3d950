{#
    Which cell is to be suspected of an identity that fails: that whose one change would mend most
    of the failing identities and which stands in fewest that hold; of these that of which one digit
    is another, two neighbours are exchanged or the point has slipped. What text or a form states comes
    before the tables that it is compared with. One row an identity that fails and cell of it, ranked.
#}
with

changes_needed as (
    select
        reconciliation_key,
        document_id,
        tolerance_cny,
        cell_id,
        amount_cny,
        change_cny,
        reason_elsewhere,
        reason_elsewhere is not null as is_astray,
        is_stated,
        {{ row_of_cell('cell_id') }} as row_ref
    from {{ ref('int_changes_needed') }}
),

cells_suspected as (
    select distinct cell_id
    from changes_needed
),

cells_holding as (
    select
        suspected.cell_id,
        count(*) as holding_count
    from cells_suspected as suspected
    inner join {{ ref('int_identity_cells') }} as cells
        on suspected.cell_id = cells.cell_id
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    where
        reconciled.verdict in ('holds', 'rounding')
        and checks.counts_as_proof
    group by suspected.cell_id
),

{# Identities that the same change of the same cell would mend. #}
changes_shared as (
    select
        needed.reconciliation_key,
        needed.cell_id,
        count(*) as mended_count
    from changes_needed as needed
    inner join changes_needed as alike
        on
            needed.cell_id = alike.cell_id
            and abs(needed.change_cny - alike.change_cny)
            <= needed.tolerance_cny + alike.tolerance_cny
    group by needed.reconciliation_key, needed.cell_id
),

{# What one cell has too much and another of its row too little moved from one to the other. #}
amounts_moved as (
    select
        one.reconciliation_key,
        one.cell_id,
        min(coalesce(holding.holding_count, 0) + coalesce(other_holding.holding_count, 0))
            as holding_count
    from changes_needed as one
    inner join changes_needed as other
        on
            one.document_id = other.document_id
            and one.row_ref = other.row_ref
            and one.cell_id <> other.cell_id
            and abs(one.change_cny + other.change_cny)
            <= one.tolerance_cny + other.tolerance_cny
    left join cells_holding as holding
        on one.cell_id = holding.cell_id
    left join cells_holding as other_holding
        on other.cell_id = other_holding.cell_id
    where
        not one.is_astray
        and not other.is_astray
        and (
            (
                one.amount_cny = 0
                and other.amount_cny <> 0
                and abs(other.amount_cny + other.change_cny) <= other.tolerance_cny
            )
            or (
                other.amount_cny = 0
                and one.amount_cny <> 0
                and abs(one.amount_cny + one.change_cny) <= one.tolerance_cny
            )
        )
    group by one.reconciliation_key, one.cell_id
),

judged as (
    select
        needed.reconciliation_key,
        needed.document_id,
        needed.cell_id,
        cast(needed.amount_cny as decimal(18, 2)) as amount_cny,
        shared.mended_count,
        needed.reason_elsewhere,
        needed.is_astray,
        coalesce(needed.is_stated, false) as is_stated,
        cast(needed.amount_cny + needed.change_cny as decimal(18, 2)) as mended_cny,
        {# Of two places that an amount may have moved in, both are to be looked at. #}
        coalesce(moved.holding_count, holding.holding_count, 0) as holding_count,
        needed.is_astray or moved.cell_id is not null as is_told_apart,
        needed.amount_cny + needed.change_cny >= least(needed.amount_cny, 0) as is_plausible,
        {{ digits_changed(
            'needed.amount_cny', '(needed.amount_cny + needed.change_cny)'
        ) }} as digits_changed
    from changes_needed as needed
    inner join changes_shared as shared
        on
            needed.reconciliation_key = shared.reconciliation_key
            and needed.cell_id = shared.cell_id
    left join cells_holding as holding
        on needed.cell_id = holding.cell_id
    left join amounts_moved as moved
        on
            needed.reconciliation_key = moved.reconciliation_key
            and needed.cell_id = moved.cell_id
)

select
    reconciliation_key,
    document_id,
    cell_id,
    amount_cny,
    mended_cny,
    mended_count,
    holding_count,
    is_astray,
    reason_elsewhere,
    row_number() over (
        partition by reconciliation_key
        order by
            is_told_apart desc, is_plausible desc, mended_count desc, is_stated desc,
            holding_count asc, digits_changed asc, cell_id asc
    ) as suspect_rank,
    count(*) over (
        partition by
            reconciliation_key, is_told_apart, is_plausible, mended_count, holding_count,
            least(digits_changed, 2)
    ) as equal_count
from judged
