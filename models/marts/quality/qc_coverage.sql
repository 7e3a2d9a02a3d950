with keyed_coverage as (

    select
        coverage.outcome,
        coverage.outcome_reason,
        coverage.outcome_place,
        documents.file_name as document_file,
        cast(coverage.tables_found as integer) as tables_found,
        cast(coverage.tables_recognised as integer) as tables_recognised,
        cast(coverage.rows_found as integer) as rows_found,
        cast(coverage.rows_loaded as integer) as rows_loaded,
        cast(coverage.amounts_found as integer) as amounts_found,
        cast(coverage.amounts_loaded as integer) as amounts_loaded,
        cast(coverage.share_reconciled as decimal(9, 4)) as share_reconciled,
        {{ surrogate_key(['coverage.document_id']) }} as document_key
    from {{ ref('int_coverage') }} as coverage
    left join {{ ref('dim_document') }} as documents
        on coverage.document_id = documents.document_id

)

select
    document_key,
    tables_found,
    tables_recognised,
    rows_found,
    rows_loaded,
    amounts_found,
    amounts_loaded,
    share_reconciled,
    outcome,
    outcome_reason,
    outcome_place,
    document_file
from keyed_coverage
