{#
    Identities that fail because rows of one statement are less than they should be: than the total
    or the row above them that the statement prints, or than what another statement says. One row an
    identity and cell; the statement is that of the rows.
#}
with

{# Checks that add up rows, and those that compare sums of rows. #}
checks_of_rows as (
    select
        code as check_code,
        true as is_within
    from {{ ref('stg_code__checks') }}
    where shows_cut_off
    union all
    select distinct
        check_code,
        false as is_within
    from {{ ref('stg_map__statement_pairs') }}
    where compares = 'totals'
),

identities_short as (
    select
        reconciled.reconciliation_key,
        reconciled.document_id,
        reconciled.check_code,
        reconciled.statement_code,
        reconciled.tolerance_cny,
        checks_of_rows.is_within,
        checks.relation <> '=' as is_at_least,
        abs(reconciled.difference_cny) as short_cny,
        case when reconciled.difference_cny < 0 then 'found' else 'expected' end as short_side
    from {{ ref('int_reconciliations') }} as reconciled
    inner join checks_of_rows
        on reconciled.check_code = checks_of_rows.check_code
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    where
        reconciled.verdict = 'fails'
        and (not checks_of_rows.is_within or reconciled.difference_cny < 0)
),

cells_placed as (
    select
        short.reconciliation_key,
        short.document_id,
        short.check_code,
        short.statement_code,
        short.tolerance_cny,
        short.is_within,
        short.is_at_least,
        short.short_cny,
        cells.cell_id,
        cells.amount_cny,
        amounts.statement_code as statement_of_cell,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        cells.side = short.short_side as is_summand
    from identities_short as short
    inner join {{ ref('int_identity_cells') }} as cells
        on short.reconciliation_key = cells.reconciliation_key
    inner join {{ ref('int_lines_to_reconcile') }} as amounts
        on cells.cell_id = amounts.cell_id
)

select distinct
    reconciliation_key,
    document_id,
    check_code,
    tolerance_cny,
    is_within,
    is_at_least,
    short_cny,
    cell_id,
    amount_cny,
    table_no,
    row_no,
    col_no,
    is_summand,
    {# An identity within a statement is its own; between two the one whose rows are short. #}
    coalesce(
        min(case when is_summand then statement_of_cell end) over (
            partition by reconciliation_key
        ),
        statement_code
    ) as statement_code
from cells_placed
