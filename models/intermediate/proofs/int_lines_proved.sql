{#
    What arithmetic says of the amount of a line: contradicted where an identity with its cell fails,
    proved where one holds that counts as proof or where its line is one of a sum that is as printed,
    else unchecked.
#}
with

identities_by_cell as (
    select
        cells.cell_id,
        bool_or(reconciled.verdict = 'fails') as has_failure,
        bool_or(reconciled.verdict in ('holds', 'rounding') and checks.counts_as_proof)
            as has_proof
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    where cells.cell_id is not null
    group by cells.cell_id
),

lines_proved_by_sums as (
    select distinct budget_line_key
    from {{ ref('int_lines_of_periods') }}
    where basis in ('adds_up', 'rounding', 'own_total')
)

select
    accepted.budget_line_key,
    accepted.cell_id,
    case
        when identities_by_cell.has_failure then 'contradicted'
        when
            identities_by_cell.has_proof or lines_proved_by_sums.budget_line_key is not null
            then 'proved'
        else 'unchecked'
    end as proof
from {{ ref('int_budget_lines_accepted') }} as accepted
left join identities_by_cell
    on accepted.cell_id = identities_by_cell.cell_id
left join lines_proved_by_sums
    on accepted.budget_line_key = lines_proved_by_sums.budget_line_key
