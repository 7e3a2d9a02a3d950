{#
    What the name of a revenue line means in each document: the canonical name of a source, or an
    alias of the document's year and publisher. An alias that names the publisher goes first.
#}
with

documents as (
    select
        current_documents.document_id,
        publishers.unit_name as publisher,
        coalesce(years.fiscal_year, 2023) as fiscal_year
    from {{ ref('int_documents_current') }} as current_documents
    left join {{ ref('int_document_years') }} as years
        on current_documents.document_id = years.document_id
    left join {{ ref('int_document_publishers') }} as publishers
        on current_documents.document_id = publishers.document_id
),

meanings as (
    select
        documents.document_id,
        aliases.wording,
        aliases.target_code as funding_source_code,
        'alias' as mapping_method,
        case when aliases.publisher is not null then 1 else 2 end as precedence
    from documents
    inner join {{ ref('stg_map__code_aliases') }} as aliases
        on
            aliases.code_kind = 'funding_source'
            and (documents.publisher = aliases.publisher or aliases.publisher is null)
            and documents.fiscal_year >= coalesce(aliases.valid_from_year, 0)
            and documents.fiscal_year <= coalesce(aliases.valid_to_year, 9999)
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
