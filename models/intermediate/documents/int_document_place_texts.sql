{#
    The texts that may name the division of a publisher, in the order in which they are asked: the
    publisher's name, the title, other names of publishers among the first lines. A body outside of all divisions (兵团) is
    taken out of them, for it carries the name of a division that it is no part of.
#}
with

other_names as (
    select
        document_id,
        {{ bare('unit_name') }} as place_text
    from {{ ref('int_publisher_labels') }}
    union distinct
    select
        document_id,
        publisher_name as place_text
    from {{ ref('int_publisher_names') }}
    where
        begins_name
        and line_rank <= 60
),

texts as (
    select
        titles.document_id,
        1 as source_rank,
        {{ bare('publishers.unit_name') }} as place_text
    from {{ ref('int_document_titles') }} as titles
    inner join {{ ref('int_document_publishers') }} as publishers
        on titles.document_id = publishers.document_id
    union all
    select
        document_id,
        2 as source_rank,
        {{ bare('title') }} as place_text
    from {{ ref('int_document_titles') }}
    union all
    select
        document_id,
        3 as source_rank,
        string_agg(place_text, '|' order by place_text) as place_text
    from other_names
    group by document_id
),

bodies_found as (
    select
        texts.document_id,
        texts.source_rank,
        bodies.wording,
        row_number() over (
            partition by texts.document_id, texts.source_rank
            order by length(bodies.wording) desc, bodies.wording asc
        ) as body_rank
    from texts
    inner join {{ ref('stg_map__place_wordings') }} as bodies
        on
            bodies.kind = 'outside'
            and texts.place_text like '%' || bodies.wording || '%'
),

zones_found as (
    select
        texts.document_id,
        texts.source_rank,
        zones.wording,
        row_number() over (
            partition by texts.document_id, texts.source_rank
            order by length(zones.wording) desc, zones.wording asc
        ) as zone_rank
    from texts
    inner join {{ ref('stg_map__place_wordings') }} as zones
        on
            zones.kind = 'zone'
            and texts.place_text like '%' || zones.wording || '%'
)

select
    texts.document_id,
    texts.source_rank,
    bodies_found.wording as body_wording,
    zones_found.wording as zone_wording,
    case
        when bodies_found.wording is not null
            then replace(texts.place_text, bodies_found.wording, '')
        else texts.place_text
    end as place_text
from texts
left join bodies_found
    on
        texts.document_id = bodies_found.document_id
        and texts.source_rank = bodies_found.source_rank
        and bodies_found.body_rank = 1
left join zones_found
    on
        texts.document_id = zones_found.document_id
        and texts.source_rank = zones_found.source_rank
        and zones_found.zone_rank = 1
where texts.place_text is not null
