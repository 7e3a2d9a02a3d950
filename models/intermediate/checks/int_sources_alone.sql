{#
    Funding sources that are the only one of their document and stage: whatever its revenue states
    of another is none, a part of it, or the whole of which it is a part.
#}
with

{# What a source stands for: itself, what it is part of, and what is part of it. #}
sources_related as (
    select
        funding_source_code,
        funding_source_code as related_code
    from {{ ref('stg_code__funding_sources') }}
    union distinct
    select
        funding_source_code,
        ancestor_code as related_code
    from {{ ref('int_funding_source_ancestors') }}
    union distinct
    select
        ancestor_code as funding_source_code,
        funding_source_code as related_code
    from {{ ref('int_funding_source_ancestors') }}
),

sources_stated as (
    select distinct
        document_id,
        stage,
        coalesce(funding_source_code, '') as funding_source_code
    from {{ ref('int_lines_to_reconcile') }}
    where
        side = 'revenue'
        and amount_cny <> 0
),

sources_counted as (
    select
        document_id,
        stage,
        funding_source_code,
        count(*) over (partition by document_id, stage) as source_count
    from sources_stated
)

select
    stated.document_id,
    stated.stage,
    related.funding_source_code
from sources_counted as stated
inner join sources_related as related
    on stated.funding_source_code = related.related_code
group by stated.document_id, stated.stage, related.funding_source_code
having
    count(*) = max(stated.source_count)
    and bool_or(stated.funding_source_code = related.funding_source_code)
