{#
    Documents that end with a table whose lines are less than their total: they were cut off, or so
    it looks.
#}
with

last_lines as (
    select
        document_id,
        max(line_no) as last_line_no
    from {{ ref('stg_raw__lines') }}
    group by document_id
)

select
    reconciled.document_id,
    max(recognised.table_no) as table_no
from {{ ref('int_reconciliations') }} as reconciled
inner join {{ ref('stg_code__checks') }} as checks
    on reconciled.check_code = checks.code
inner join {{ ref('int_identity_cells') }} as identity_cells
    on reconciled.reconciliation_key = identity_cells.reconciliation_key
inner join {{ ref('int_cells_unnested') }} as cells
    on identity_cells.cell_id = cells.cell_id
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('cells', 'recognised') }}
inner join last_lines
    on
        recognised.document_id = last_lines.document_id
        and recognised.last_line_no = last_lines.last_line_no
where
    reconciled.verdict = 'fails'
    and reconciled.found_cny < reconciled.expected_cny
    and checks.shows_cut_off
group by reconciled.document_id
