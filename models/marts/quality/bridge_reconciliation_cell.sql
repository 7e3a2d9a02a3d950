select
    reconciliation_key,
    cell_id,
    side,
    {{ surrogate_key(['document_id']) }} as document_key
from {{ ref('int_identity_cells') }}
where cell_id is not null
