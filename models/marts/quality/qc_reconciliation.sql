select
    {{ surrogate_key(['document_id']) }} as document_key,
    statement_code,
    check_code,
    scope,
    expected_cny,
    found_cny,
    difference_cny,
    tolerance_cny,
    verdict,
    cell_ids,
    reconciliation_key
from {{ ref('int_reconciliations') }}
