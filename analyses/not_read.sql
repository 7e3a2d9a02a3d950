-- 哪些内容没有读出来？
-- What could not be read?
with

documents_not_whole as (
    select
        documents.file_name,
        coverage.outcome as what,
        coverage.outcome_place as place,
        coverage.outcome_reason as evidence
    from mart.qc_coverage as coverage
    inner join mart.dim_document as documents
        on coverage.document_key = documents.document_key
    where coverage.outcome <> 'loaded'
),

things_not_loaded as (
    select
        documents.file_name,
        findings.finding_code as what,
        findings.evidence,
        coalesce(findings.cell_id, concat('t', findings.table_no)) as place
    from mart.qc_finding as findings
    inner join mart.dim_document as documents
        on findings.document_key = documents.document_key
    where
        findings.finding_code in (
            'table_not_recognised', 'amount_unplaced', 'amount_under_unknown_header',
            'amount_beside_unknown_header', 'amount_not_loaded', 'amount_not_a_number',
            'indicators_under_unknown_header', 'code_unmapped', 'code_contradicts_name',
            'name_unmapped', 'funding_source_unmapped', 'amount_read_from_picture'
        )
),

wordings_unknown as (
    select
        documents.file_name,
        unmapped.statement_codes as place,
        concat('not in seed ', unmapped.seed_name) as what,
        concat(
            concat_ws(' ', unmapped.printed_code, unmapped.wording),
            ' (', unmapped.rows_affected, ' rows)'
        ) as evidence
    from mart.qc_unmapped_code as unmapped
    left join mart.dim_document as documents
        on unmapped.document_key = documents.document_key
),

everything as (
    select
        file_name,
        what,
        place,
        evidence
    from documents_not_whole
    union all
    select
        file_name,
        what,
        place,
        evidence
    from things_not_loaded
    union all
    select
        file_name,
        what,
        place,
        evidence
    from wordings_unknown
)

select
    file_name,
    what,
    place,
    evidence
from everything
order by file_name asc, what asc, place asc
