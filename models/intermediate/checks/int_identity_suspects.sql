{#
    Which cell is to be suspected of an identity that fails: that whose one change would mend most
    of the failing identities and which stands in fewest that hold. One row an identity that fails
    and cell of it, ranked.
#}
with

identities_failing as (
    select
        reconciliation_key,
        document_id,
        difference_cny,
        tolerance_cny
    from {{ ref('int_reconciliations') }}
    where verdict = 'fails'
),

{# A cell on both sides of one identity changes nothing in it. #}
changes_needed as (
    select
        failing.reconciliation_key,
        failing.document_id,
        failing.tolerance_cny,
        cells.cell_id,
        min(cells.amount_cny) as amount_cny,
        min(case
            when cells.side = 'expected' then failing.difference_cny else -failing.difference_cny
        end) as change_cny
    from identities_failing as failing
    inner join {{ ref('int_identity_cells') }} as cells
        on failing.reconciliation_key = cells.reconciliation_key
    where cells.cell_id is not null
    group by
        failing.reconciliation_key, failing.document_id, failing.tolerance_cny, cells.cell_id
    having count(*) = 1
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
        and checks.relation = '='
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

judged as (
    select
        needed.reconciliation_key,
        needed.document_id,
        needed.cell_id,
        cast(needed.amount_cny as decimal(18, 2)) as amount_cny,
        shared.mended_count,
        cast(needed.amount_cny + needed.change_cny as decimal(18, 2)) as mended_cny,
        coalesce(holding.holding_count, 0) as holding_count,
        needed.amount_cny + needed.change_cny >= least(needed.amount_cny, 0) as is_plausible
    from changes_needed as needed
    inner join changes_shared as shared
        on
            needed.reconciliation_key = shared.reconciliation_key
            and needed.cell_id = shared.cell_id
    left join cells_holding as holding
        on needed.cell_id = holding.cell_id
)

select
    reconciliation_key,
    document_id,
    cell_id,
    amount_cny,
    mended_cny,
    mended_count,
    holding_count,
    row_number() over (
        partition by reconciliation_key
        order by
            mended_count desc, holding_count asc, is_plausible desc,
            levenshtein(cast(amount_cny as varchar), cast(mended_cny as varchar)) asc, cell_id asc
    ) as suspect_rank,
    count(*) over (
        partition by reconciliation_key, mended_count, holding_count, is_plausible
    ) as equal_count
from judged
