select
    {{ surrogate_key(['outcomes.document_id', 'outcomes.table_no']) }} as table_key,
    documents.document_key,
    documents.file_name as document_file,
    outcomes.table_no,
    outcomes.page_no,
    statements.statement_key,
    outcomes.statement_code,
    outcomes.statement_title_printed,
    outcomes.outcome,
    outcomes.declaration_printed,
    outcomes.amounts_found,
    outcomes.amounts_loaded,
    outcomes.indicators_loaded,
    outcomes.document_id,
    outcomes.recognised_by,
    outcomes.title_line_no,
    outcomes.unit_printed
from {{ ref('int_table_outcomes') }} as outcomes
inner join {{ ref('int_documents_described') }} as documents
    on outcomes.document_id = documents.document_id
left join {{ ref('dim_statement') }} as statements
    on outcomes.statement_code = statements.statement_code
