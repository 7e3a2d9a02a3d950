select
    {{ surrogate_key(['document_id']) }} as document_key,
    document_id,
    table_no,
    row_no,
    label_col_no,
    part_no,
    label_text as label_printed,
    field,
    value_cell_id
from {{ ref('int_form_fields') }}
