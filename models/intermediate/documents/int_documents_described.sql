{# Year, publisher and place of every registered document, from titles, headings and form fields. #}
{%- set patterns = wording_patterns(['department_ending']) %}
with

documents as (
    select
        document_id,
        file_name,
        source_uri,
        media_type,
        byte_size,
        page_count,
        reader_version,
        ingested_at,
        superseded_by,
        is_current
    from {{ ref('stg_raw__documents') }}
),

titles as (
    select
        document_id,
        title,
        document_kind,
        document_kind_origin,
        stage
    from {{ ref('int_document_titles') }}
),

years as (
    select
        document_id,
        fiscal_year,
        fiscal_year_origin
    from {{ ref('int_document_years') }}
),

publishers as (
    select
        document_id,
        unit_code,
        unit_name,
        publisher_origin
    from {{ ref('int_document_publishers') }}
),

places as (
    select
        document_id,
        jurisdiction_code,
        jurisdiction_origin
    from {{ ref('int_document_jurisdictions') }}
),

manifest as (
    select
        document_id,
        source_url,
        published_on
    from {{ ref('stg_raw__manifest') }}
)

select
    documents.document_id,
    documents.file_name,
    documents.source_uri,
    documents.media_type,
    documents.byte_size,
    documents.page_count,
    titles.title,
    titles.document_kind,
    years.fiscal_year,
    titles.stage,
    publishers.unit_code,
    publishers.unit_name,
    case
        when length(publishers.unit_code) > {{ var('department_code_length') }}
            then substr(publishers.unit_code, 1, {{ var('department_code_length') }})
        else publishers.unit_code
    end as department_code,
    {{ wording_removed('publishers.unit_name', patterns.department_ending, behind='$') }}
        as department_name,
    places.jurisdiction_code,
    documents.is_current,
    documents.superseded_by,
    documents.ingested_at,
    documents.reader_version,
    manifest.source_url,
    manifest.published_on,
    titles.document_kind_origin,
    years.fiscal_year_origin,
    publishers.publisher_origin,
    places.jurisdiction_origin,
    {{ surrogate_key(['documents.document_id']) }} as document_key
from documents
left join titles
    on documents.document_id = titles.document_id
left join years
    on documents.document_id = years.document_id
left join publishers
    on documents.document_id = publishers.document_id
left join places
    on documents.document_id = places.document_id
left join manifest
    on documents.document_id = manifest.document_id
