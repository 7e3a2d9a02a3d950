{# Cells that stand in an identity which holds, exactly or but for rounding. #}
select
    checks.document_id,
    listed.cell_id,
    bool_or(checks.verdict = 'holds') as is_exact
from {{ ref('int_reconciliations') }} as checks
cross join unnest(string_split(checks.cell_ids, ',')) as listed (cell_id)
where
    checks.verdict in ('holds', 'rounding')
    and checks.check_code <> 'indicator_weights'
group by checks.document_id, listed.cell_id
