with keyed_reconciliations as (

    select
        statement_code,
        check_code,
        scope,
        verdict,
        cell_ids,
        cast(expected_cny as decimal(18, 2)) as expected_cny,
        cast(found_cny as decimal(18, 2)) as found_cny,
        cast(difference_cny as decimal(18, 2)) as difference_cny,
        cast(tolerance_cny as decimal(18, 2)) as tolerance_cny,
        {{ surrogate_key(['document_id']) }} as document_key,
        {{ surrogate_key(['document_id', 'statement_code', 'check_code', 'scope', 'cell_ids']) }}
            as reconciliation_key
    from {{ ref('int_reconciliations') }}

)

select
    document_key,
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
from keyed_reconciliations
