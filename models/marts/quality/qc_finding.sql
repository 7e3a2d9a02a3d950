with keyed_findings as (

    select
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence,
        {{ surrogate_key(['document_id']) }} as document_key,
        {{ surrogate_key([
            'document_id', 'finding_code', 'page_no', 'table_no', 'row_no', 'col_no', 'cell_id',
            'message', 'evidence'
        ]) }} as finding_key
    from {{ ref('int_findings') }}

)

select
    document_key,
    finding_code,
    severity,
    page_no,
    table_no,
    row_no,
    col_no,
    cell_id,
    message,
    evidence,
    finding_key
from keyed_findings
