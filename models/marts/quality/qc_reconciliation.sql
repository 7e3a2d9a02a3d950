{%- set labelled = {
    'statement_code': 'statement', 'check_code': 'check', 'verdict': 'verdict',
} -%}
select
    documents.document_key,
    reconciled.statement_code,
    reconciled.check_code,
    reconciled.scope,
    reconciled.expected_cny,
    reconciled.found_cny,
    reconciled.difference_cny,
    reconciled.tolerance_cny,
    reconciled.verdict,
    reconciled.cell_ids,
    reconciled.reconciliation_key,
    documents.file_name as document_file,
    documents.unit_name,
    documents.fiscal_year,
    {{ label_columns(labelled) | join(',\n    ') }}
from {{ ref('int_reconciliations') }} as reconciled
inner join {{ ref('int_documents_described') }} as documents
    on reconciled.document_id = documents.document_id
{{ label_joins('reconciled', labelled) }}
