-- What tables of quality tell of a document is told of one that is there.
with keys_told as (

    select document_key from {{ ref('bridge_reconciliation_cell') }}
    union distinct
    select document_key from {{ ref('qc_amount') }}
    union distinct
    select document_key from {{ ref('qc_form_label') }}
    union distinct
    select document_key from {{ ref('qc_reconciliation') }}
    union distinct
    select document_key from {{ ref('qc_table') }}
    union distinct
    select document_key from {{ ref('qc_table_column') }}
    union distinct
    select document_key from {{ ref('qc_table_header') }}
    union distinct
    select document_key from {{ ref('qc_table_row') }}

)

select keys_told.document_key
from keys_told
left join {{ ref('dim_document') }} as documents
    on keys_told.document_key = documents.document_key
where documents.document_key is null
