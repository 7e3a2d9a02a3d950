{#
    Cells that stand in an identity which holds, exactly or but for rounding, and which proves what
    they say: it adds the cell on one side only, and would fail if the cell said something else. A
    column that was settled by usage is proved by another statement alone.
#}
with

{# What stands on both sides may be anything. #}
cells_added as (
    select
        reconciliation_key,
        document_id,
        check_code,
        cell_id,
        min(amount_cny) as amount_cny,
        min(rounding_step_cny) as rounding_step_cny
    from {{ ref('int_identity_cells') }}
    where cell_id is not null
    group by reconciliation_key, document_id, check_code, cell_id
    having count(*) = 1
),

places_assumed as (
    select distinct cell_id
    from {{ ref('int_amounts_seen') }}
    where placement = 'prior'
)

select
    cells.document_id,
    cells.cell_id,
    bool_or(reconciled.verdict = 'holds') as is_exact
from cells_added as cells
inner join {{ ref('int_reconciliations') }} as reconciled
    on cells.reconciliation_key = reconciled.reconciliation_key
inner join {{ ref('stg_code__checks') }} as checks
    on cells.check_code = checks.code
left join places_assumed
    on cells.cell_id = places_assumed.cell_id
where
    reconciled.verdict in ('holds', 'rounding')
    and checks.counts_as_proof
    and (checks.proves_place or places_assumed.cell_id is null)
    {# Rounding of many figures hides a small one. #}
    and reconciled.tolerance_cny
    <= greatest(abs(cells.amount_cny) / 2, 10 * cells.rounding_step_cny)
group by cells.document_id, cells.cell_id
