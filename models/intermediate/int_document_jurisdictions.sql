{#
    The division of the publisher: the lowest one named in its name or the title, its parent
    named too if it can be.
#}
with

texts as (
    select
        titles.document_id,
        {{ bare("coalesce(publishers.unit_name, '') || coalesce(titles.title, '')") }}
            as place_text,
        {{ bare("coalesce(publishers.unit_name, titles.title, '')") }} as unit_text,
        years.fiscal_year
    from {{ ref('int_document_titles') }} as titles
    left join {{ ref('int_document_publishers') }} as publishers
        on titles.document_id = publishers.document_id
    left join {{ ref('int_document_years') }} as years
        on titles.document_id = years.document_id
),

divisions as (
    select
        jurisdiction_code,
        jurisdiction_name as wording,
        level,
        parent_code,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__jurisdictions') }}
    union all
    select
        jurisdiction_code,
        short_name as wording,
        level,
        parent_code,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_code__jurisdictions') }}
    where short_name is not null
),

matches as (
    select
        texts.document_id,
        divisions.jurisdiction_code,
        divisions.wording,
        case divisions.level when 'county' then 3 when 'prefecture' then 2 else 1 end
            as level_depth,
        case when texts.place_text like '%' || parents.jurisdiction_name || '%' then 1 else 0 end
        + case
            when texts.place_text like '%' || grandparents.jurisdiction_name || '%' then 1 else 0
        end as ancestors_named
    from texts
    inner join divisions
        on
            texts.unit_text like '%' || divisions.wording || '%'
            and (
                length(divisions.wording) >= 3
                or starts_with(texts.unit_text, divisions.wording)
            )
            and coalesce(texts.fiscal_year, 2024) >= divisions.valid_from_year
            and coalesce(texts.fiscal_year, 2024) <= coalesce(divisions.valid_to_year, 9999)
    left join {{ ref('stg_code__jurisdictions') }} as parents
        on divisions.parent_code = parents.jurisdiction_code
    left join {{ ref('stg_code__jurisdictions') }} as grandparents
        on parents.parent_code = grandparents.jurisdiction_code
),

ranked as (
    select
        document_id,
        jurisdiction_code,
        rank() over (
            partition by document_id
            order by level_depth + ancestors_named desc, length(wording) desc
        ) as match_rank
    from matches
),

{# Two divisions of one name and no parent to tell them apart: neither is taken. #}
unambiguous as (
    select
        document_id,
        min(jurisdiction_code) as jurisdiction_code
    from ranked
    where match_rank = 1
    group by document_id
    having count(distinct jurisdiction_code) = 1
)

select
    document_id,
    jurisdiction_code
from unambiguous
