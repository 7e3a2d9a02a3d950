-- The cells that an identity lists are those of the bridge: as many, and each of them.
with cells_bridged as (

    select
        reconciliation_key,
        count(distinct cell_id) as cells_in_bridge
    from {{ ref('bridge_reconciliation_cell') }}
    group by reconciliation_key

),

cells_not_listed as (

    select
        bridge.reconciliation_key,
        count(*) as cells_missing
    from {{ ref('bridge_reconciliation_cell') }} as bridge
    inner join {{ ref('qc_reconciliation') }} as reconciled
        on bridge.reconciliation_key = reconciled.reconciliation_key
    where
        concat(',', reconciled.cell_ids, ',') not like concat('%,', bridge.cell_id, ',%')
    group by bridge.reconciliation_key

)

select
    reconciled.reconciliation_key,
    reconciled.cell_ids,
    cells_bridged.cells_in_bridge,
    cells_not_listed.cells_missing
from {{ ref('qc_reconciliation') }} as reconciled
left join cells_bridged
    on reconciled.reconciliation_key = cells_bridged.reconciliation_key
left join cells_not_listed
    on reconciled.reconciliation_key = cells_not_listed.reconciliation_key
where
    cells_not_listed.cells_missing > 0
    or coalesce(cells_bridged.cells_in_bridge, 0)
    <> length(coalesce(reconciled.cell_ids, ''))
    - length(replace(coalesce(reconciled.cell_ids, ''), ',', ''))
    + case when reconciled.cell_ids is null then 0 else 1 end
