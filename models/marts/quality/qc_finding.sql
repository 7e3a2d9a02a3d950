{%- set labelled = {'finding_code': 'finding', 'severity': 'severity'} -%}
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
        coalesce(reasons.severity, listed.severity) as severity,
        compared.page_no,
        compared.table_no,
        compared.row_no,
        compared.col_no,
        compared.cell_id,
        coalesce(
            reasons.message_zh || reasons.message_en, listed.message_zh || listed.message_en
        ) as message,
        compared.evidence
    from {{ ref('int_findings_of_counted') }} as compared
    left join {{ ref('int_findings_listed') }} as listed
        on compared.finding_code = listed.code
    left join {{ ref('stg_code__finding_reasons') }} as reasons
        on
            listed.reasons_of = reasons.finding_code
            and compared.reason = reasons.reason

),

keyed_findings as (

    select
        documents.document_key,
        documents.file_name as document_file,
        documents.unit_name,
        documents.fiscal_year,
        findings.finding_code,
        findings.severity,
        findings.page_no,
        findings.table_no,
        findings.row_no,
        findings.col_no,
        findings.cell_id,
        findings.message,
        findings.evidence,
        {{ label_columns(labelled) | join(',\n        ') }},
        {{ surrogate_key([
            'findings.document_id', 'findings.finding_code', 'findings.page_no',
            'findings.table_no', 'findings.row_no', 'findings.col_no', 'findings.cell_id',
            'findings.message', 'findings.evidence',
        ]) }} as finding_key
    from all_findings as findings
    inner join {{ ref('dim_document') }} as documents
        on findings.document_id = documents.document_id
    {{ label_joins('findings', labelled) }}

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
    finding_key,
    document_file,
    unit_name,
    fiscal_year,
    {{ label_names(labelled) | join(',\n    ') }}
from keyed_findings
