with publishers as (

    select
        document_id,
        budget_unit_key
    from {{ ref('int_unit_mentions_keyed') }}
    where is_publisher

),

described_documents as (

    select
        documents.document_id,
        documents.file_name,
        documents.source_uri,
        documents.media_type,
        documents.byte_size,
        documents.page_count,
        documents.title,
        documents.document_kind,
        documents.fiscal_year,
        documents.stage,
        documents.is_current,
        documents.superseded_by,
        documents.ingested_at,
        documents.reader_version,
        documents.jurisdiction_code,
        documents.department_code,
        documents.department_name,
        documents.unit_code,
        documents.unit_name,
        documents.source_url,
        documents.published_on,
        documents.document_kind_origin,
        documents.fiscal_year_origin,
        documents.publisher_origin,
        documents.jurisdiction_origin,
        coverage.outcome,
        coverage.outcome_reason,
        names_of_the_year.jurisdiction_name,
        disclosures.disclosure_scope,
        documents.document_key,
        {{ key_or_unknown('publishers.budget_unit_key') }} as budget_unit_key,
        {{ key_or_unknown(code_key('documents.jurisdiction_code')) }} as jurisdiction_key,
        preferred.document_id is not null as is_preferred
    from {{ ref('int_documents_described') }} as documents
    inner join {{ ref('int_coverage') }} as coverage
        on documents.document_id = coverage.document_id
    left join {{ ref('stg_code__jurisdictions') }} as names_of_the_year
        on
            documents.jurisdiction_code = names_of_the_year.jurisdiction_code
            and {{ is_valid_in('coalesce(documents.fiscal_year, 9999)', 'names_of_the_year') }}
    left join {{ ref('int_document_disclosures') }} as disclosures
        on documents.document_id = disclosures.document_id
    left join {{ ref('int_documents_preferred') }} as preferred
        on documents.document_id = preferred.document_id
    left join publishers
        on documents.document_id = publishers.document_id

)

select
    document_key,
    document_id,
    file_name,
    source_uri,
    media_type,
    byte_size,
    page_count,
    title,
    document_kind,
    fiscal_year,
    stage,
    budget_unit_key,
    jurisdiction_key,
    is_current,
    superseded_by,
    ingested_at,
    reader_version,
    jurisdiction_code,
    jurisdiction_name,
    department_code,
    department_name,
    unit_code,
    unit_name,
    outcome,
    outcome_reason,
    source_url,
    published_on,
    document_kind_origin,
    fiscal_year_origin,
    publisher_origin,
    jurisdiction_origin,
    disclosure_scope,
    is_preferred
from described_documents
