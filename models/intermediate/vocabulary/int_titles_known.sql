{#
    Every title that the seeds know, written out: what may stand in front, the wording, what may end
    it. A title that is known without a statement is that of a table which is not read yet. Of a title
    that departments and governments have there is a row for each.
#}
with

parts as (
    select
        part_set,
        wording,
        document_kind,
        scope
    from {{ ref('stg_map__title_parts') }}
    union all
    select
        'none' as part_set,
        '' as wording,
        cast(null as varchar) as document_kind,
        cast(null as varchar) as scope
),

titles as (
    select
        titles.statement_code,
        titles.has_free_front,
        concat(fronts.wording, titles.wording, endings.wording) as wording,
        coalesce(titles.document_kind, endings.document_kind) as document_kind,
        coalesce(titles.scope, fronts.scope) as scope
    from {{ ref('stg_map__titles') }} as titles
    inner join parts as fronts
        on coalesce(titles.fronts, 'none') = fronts.part_set
    inner join parts as endings
        on coalesce(titles.endings, 'none') = endings.part_set
    where
        titles.document_kind is null
        or endings.document_kind is null
        or titles.document_kind = endings.document_kind
)

select
    wording,
    document_kind,
    min(statement_code) as statement_code,
    min(scope) as scope,
    bool_or(has_free_front) as has_free_front,
    {# A family of governments' titles without a statement gives way to those with one. #}
    count(distinct coalesce(
        statement_code, case when coalesce(scope, '') <> 'government' then '' end
    )) as statement_count
from titles
group by wording, document_kind, coalesce(scope = 'government', false)
