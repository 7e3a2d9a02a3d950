{#
    Amounts that stand in another column of their row than where they are wanted: a sum of rows lacks
    just so much, and the cell of the row in its column is empty; and the sums in which the same
    amounts are too much. What stands in a sum of rows that holds is where it belongs. One row an
    identity and cell.
#}
with

identities_failing as (
    select
        reconciled.reconciliation_key,
        reconciled.document_id,
        reconciled.difference_cny,
        reconciled.tolerance_cny
    from {{ ref('int_reconciliations') }} as reconciled
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    left join {{ ref('int_rows_missing') }} as rows_missing
        on reconciled.reconciliation_key = rows_missing.reconciliation_key
    where
        reconciled.verdict = 'fails'
        and checks.shows_cut_off
        and rows_missing.reconciliation_key is null
),

cells_in_place as (
    select distinct cells.cell_id
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_reconciliations') }} as reconciled
        on cells.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on cells.check_code = checks.code
    where
        reconciled.verdict in ('holds', 'rounding')
        and checks.shows_cut_off
        and cells.cell_id is not null
),

amounts as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.amount_cny
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join cells_in_place
        on amounts.cell_id = cells_in_place.cell_id
    where
        amounts.amount_cny <> 0
        and not amounts.is_total
        and cells_in_place.cell_id is null
),

{# The column of the rows that are added, where it is one. #}
columns_added as (
    select
        failing.reconciliation_key,
        failing.document_id,
        failing.difference_cny,
        failing.tolerance_cny,
        min(lines_added.table_no) as table_no,
        min(lines_added.col_no) as col_no
    from identities_failing as failing
    inner join {{ ref('int_identity_cells') }} as cells
        on failing.reconciliation_key = cells.reconciliation_key
    inner join {{ ref('int_lines_and_blanks') }} as lines_added
        on cells.cell_id = lines_added.cell_id
    group by
        failing.reconciliation_key, failing.document_id, failing.difference_cny,
        failing.tolerance_cny
    having
        count(distinct lines_added.table_no) = 1
        and count(distinct lines_added.col_no) = 1
),

amounts_wanted as (
    select
        added.reconciliation_key,
        added.document_id,
        added.tolerance_cny,
        amounts.cell_id,
        amounts.amount_cny
    from columns_added as added
    inner join amounts
        on {{ same_table('added', 'amounts') }}
    left join {{ ref('int_amounts_seen') }} as seen
        on
            {{ same_row('amounts', 'seen') }}
            and added.col_no = seen.col_no
    where
        added.difference_cny < 0
        and amounts.col_no <> added.col_no
        and abs(amounts.amount_cny + added.difference_cny) <= added.tolerance_cny
        and seen.cell_id is null
),

amounts_too_much as (
    select distinct
        added.reconciliation_key,
        added.document_id,
        added.tolerance_cny,
        wanted.cell_id,
        wanted.amount_cny
    from columns_added as added
    inner join {{ ref('int_identity_cells') }} as cells
        on added.reconciliation_key = cells.reconciliation_key
    inner join amounts_wanted as wanted
        on cells.cell_id = wanted.cell_id
    where
        cells.side = 'found'
        and abs(wanted.amount_cny - added.difference_cny) <= added.tolerance_cny
)

select
    reconciliation_key,
    document_id,
    tolerance_cny,
    cell_id,
    amount_cny
from amounts_wanted
union distinct
select
    reconciliation_key,
    document_id,
    tolerance_cny,
    cell_id,
    amount_cny
from amounts_too_much
