{#
    Cells that stand in an identity which holds, exactly or but for rounding, and which proves what
    they say.
#}
select
    cells.document_id,
    cells.cell_id,
    bool_or(reconciled.verdict = 'holds') as is_exact
from {{ ref('int_identity_cells') }} as cells
inner join {{ ref('int_reconciliations') }} as reconciled
    on cells.reconciliation_key = reconciled.reconciliation_key
inner join {{ ref('stg_code__checks') }} as checks
    on cells.check_code = checks.code
where
    reconciled.verdict in ('holds', 'rounding')
    and checks.counts_as_proof
    and cells.cell_id is not null
group by cells.document_id, cells.cell_id
