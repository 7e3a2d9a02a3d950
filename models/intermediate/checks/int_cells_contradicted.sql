{#
    Cells that a failing identity contradicts: its suspects, and all others that it does not leave
    innocent. Innocent is what another identity proves to the last digit with cells of which none
    takes part in a failure, where a misprinted code explains the failure or one cell alone is
    suspected that stands in fewer that hold. Running text and table that disagree contradict each
    other and are no matter of suspects; nor is a sum that is short of codes which another statement
    prints.
#}
with

sums_explained as (
    select reconciliation_key
    from {{ ref('int_rows_missing') }}
    where codes_told is not null or not is_short
),

cells_failing as (
    select distinct
        cells.reconciliation_key,
        cells.document_id,
        cells.cell_id
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    left join sums_explained
        on cells.reconciliation_key = sums_explained.reconciliation_key
    where
        reconciled.verdict = 'fails'
        and sums_explained.reconciliation_key is null
        and not checks.counts_as_agreement
        and cells.cell_id is not null
),

cells_doubted as (
    select distinct cell_id
    from cells_failing
),

{# Two cells that are wrong alike prove each other. #}
proofs_of_one as (
    select
        cells.reconciliation_key,
        min(cells.cell_id) as cell_id
    from {{ ref('int_identity_cells') }} as cells
    inner join cells_doubted
        on cells.cell_id = cells_doubted.cell_id
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    where
        reconciled.verdict = 'holds'
        and checks.counts_as_proof
    group by cells.reconciliation_key
    having count(*) = 1
),

cells_proved_apart as (
    select distinct proofs_of_one.cell_id
    from proofs_of_one
    inner join {{ ref('int_cells_checked') }} as cells_checked
        on proofs_of_one.cell_id = cells_checked.cell_id
    where cells_checked.is_exact
),

suspects_first as (
    select
        reconciliation_key,
        holding_count,
        is_astray,
        equal_count
    from {{ ref('int_identity_suspects') }}
    where suspect_rank = 1
),

cells_innocent as (
    select
        suspects.reconciliation_key,
        suspects.cell_id
    from {{ ref('int_identity_suspects') }} as suspects
    inner join suspects_first
        on suspects.reconciliation_key = suspects_first.reconciliation_key
    inner join cells_proved_apart
        on suspects.cell_id = cells_proved_apart.cell_id
    where
        suspects.suspect_rank > 1
        and not suspects.is_astray
        and (
            suspects_first.is_astray
            or (
                suspects_first.equal_count = 1
                and suspects.holding_count > suspects_first.holding_count
            )
        )
)

select distinct
    cells_failing.document_id,
    cells_failing.cell_id
from cells_failing
left join cells_innocent
    on
        cells_failing.reconciliation_key = cells_innocent.reconciliation_key
        and cells_failing.cell_id = cells_innocent.cell_id
where cells_innocent.cell_id is null
