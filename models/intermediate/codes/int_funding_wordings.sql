{#
    What the name of a revenue line means in each document: the canonical name of a source, or an
    alias of the document's year and publisher. An alias that names the publisher goes first.
#}
with

documents as (
    select
        current_documents.document_id,
        years.fiscal_year,
        publishers.unit_name as publisher
    from {{ ref('int_documents_current') }} as current_documents
    left join {{ ref('int_document_years') }} as years
        on current_documents.document_id = years.document_id
    left join {{ ref('int_document_publishers') }} as publishers
        on current_documents.document_id = publishers.document_id
),

{# The list of sources is the same in all years; an alias with a window needs a year within it. #}
aliases as (
    select
        wording,
        publisher,
        target_code,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_map__code_aliases') }}
    where code_kind = 'funding_source'
),

aliases_applied as (
    select
        documents.document_id,
        documents.fiscal_year,
        aliases.wording,
        aliases.target_code,
        aliases.valid_from_year,
        aliases.valid_to_year,
        1 as precedence
    from documents
    inner join aliases
        on documents.publisher = aliases.publisher
    union all
    select
        documents.document_id,
        documents.fiscal_year,
        aliases.wording,
        aliases.target_code,
        aliases.valid_from_year,
        aliases.valid_to_year,
        2 as precedence
    from documents
    cross join aliases
    where aliases.publisher is null
),

meanings as (
    select
        document_id,
        wording,
        target_code as funding_source_code,
        'alias' as mapping_method,
        precedence
    from aliases_applied
    where
        (valid_from_year is null or fiscal_year >= valid_from_year)
        and (valid_to_year is null or fiscal_year <= valid_to_year)
    union all
    select
        documents.document_id,
        {{ line_key(half_width('sources.funding_source_name_zh')) }} as wording,
        sources.funding_source_code,
        'name' as mapping_method,
        3 as precedence
    from documents
    cross join {{ ref('stg_code__funding_sources') }} as sources
),

ranked as (
    select
        document_id,
        wording,
        funding_source_code,
        mapping_method,
        row_number() over (
            partition by document_id, wording
            order by precedence asc, funding_source_code asc
        ) as meaning_rank
    from meanings
)

select
    document_id,
    wording,
    funding_source_code,
    mapping_method
from ranked
where meaning_rank = 1
