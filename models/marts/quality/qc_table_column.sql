select
    {{ surrogate_key(['columns_resolved.document_id']) }} as document_key,
    columns_resolved.document_id,
    columns_resolved.table_no,
    columns_resolved.block_no,
    columns_resolved.col_no,
    columns_resolved.header_path,
    columns_resolved.role,
    withheld.reason as withheld_reason
from {{ ref('int_columns_resolved') }} as columns_resolved
left join {{ ref('int_columns_withheld') }} as withheld
    on {{ same_column('columns_resolved', 'withheld') }}
