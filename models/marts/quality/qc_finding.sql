-- What documents say of themselves, and where one says other than the one that counts.
with all_findings as (

    select
        document_id,
        finding_code,
        severity,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        message,
        evidence
    from {{ ref('int_findings') }}
    union all
    select
        compared.document_id,
        compared.finding_code,
        listed.severity,
        cast(null as integer) as page_no,
        cast(null as integer) as table_no,
        cast(null as integer) as row_no,
        cast(null as integer) as col_no,
        cast(null as varchar) as cell_id,
        listed.message_zh || listed.message_en as message,
        compared.evidence
    from {{ ref('int_findings_of_counted') }} as compared
    left join {{ ref('int_findings_listed') }} as listed
        on compared.finding_code = listed.code

),

keyed_findings as (

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
    from all_findings

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
