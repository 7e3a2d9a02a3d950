{#
    Failing identities of which the cause is known to be no cell: the unit of money of a table, or a
    row of a code that is not there. One row an identity; a wrong unit breaks more than a row, and
    comes first. Rows that a table lacks as a whole are told by int_rows_missing.
#}
select
    document_id,
    reconciliation_key,
    cell_id,
    'unit_label_doubtful' as finding_code,
    'other_tables' as reason,
    cast(null as {{ dbt.type_string() }}) as code
from {{ ref('int_units_suspected') }}
union all
select
    missing.document_id,
    missing.reconciliation_key,
    missing.cell_id,
    'code_row_missing' as finding_code,
    'row' as reason,
    missing.code
from {{ ref('int_code_rows_missing') }} as missing
left join {{ ref('int_units_suspected') }} as suspected
    on missing.reconciliation_key = suspected.reconciliation_key
left join {{ ref('int_rows_missing') }} as short
    on missing.reconciliation_key = short.reconciliation_key
where
    suspected.reconciliation_key is null
    and short.reconciliation_key is null
