{#
    Tables that lack rows, with all sums that are short by them; the largest one gives the place. One
    row a table.
#}
with

sums_short as (
    select
        missing.document_id,
        missing.statement_code,
        missing.table_no,
        missing.cell_id,
        missing.codes_told,
        row_number() over (
            partition by missing.document_id, missing.statement_code, missing.table_no
            order by
                missing.is_short desc, missing.codes_told is null asc,
                abs(reconciled.difference_cny) desc, checks.display_order asc, missing.cell_id asc
        ) as sum_rank,
        string_agg(
            concat(
                reconciled.scope, ': ',
                least(reconciled.expected_cny, reconciled.found_cny), ' < ',
                greatest(reconciled.expected_cny, reconciled.found_cny)
            ), '; '
        ) over (
            partition by missing.document_id, missing.statement_code, missing.table_no
            order by
                missing.is_short desc, missing.codes_told is null asc,
                abs(reconciled.difference_cny) desc, checks.display_order asc, missing.cell_id asc
            rows between unbounded preceding and unbounded following
        ) as told,
        abs(reconciled.difference_cny) as short_cny
    from {{ ref('int_rows_missing') }} as missing
    inner join {{ ref('int_reconciliations') }} as reconciled
        on missing.reconciliation_key = reconciled.reconciliation_key
    inner join {{ ref('stg_code__checks') }} as checks
        on reconciled.check_code = checks.code
    left join {{ ref('int_identities_explained') }} as explained
        on missing.reconciliation_key = explained.reconciliation_key
    where explained.reconciliation_key is null
)

select
    document_id,
    statement_code,
    table_no,
    cell_id,
    codes_told,
    concat(
        statement_code, ' t', table_no, ': ', told, ' | - ', short_cny,
        coalesce(' = ' || codes_told, '')
    ) as evidence
from sums_short
where sum_rank = 1
