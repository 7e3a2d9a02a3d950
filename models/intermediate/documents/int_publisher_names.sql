{#
    What stands where the name of a publisher stands, and ends like one: before a year or 部门预算
    (title), before 概况 or 主要职责 (heading), or as a whole line at the beginning (line). One row a
    text, with the shortest name that fits.
#}
{%- set patterns = publisher_patterns(['never', 'never_front']) %}
with

numbers as (
    {{ whole_numbers(50) }}
),

behind as (
    select
        wording,
        case kind when 'title_behind' then 'title' else 'heading' end as name_kind,
        substr(wording, 1, 1) as first_character
    from {{ ref('stg_map__publisher_wordings') }}
    where kind in ('title_behind', 'heading_behind')
),

texts as (
    select
        document_id,
        line_no,
        line_rank,
        last_rank,
        line_count,
        line_text,
        cover_text,
        name_text,
        begins_name
    from {{ ref('int_cover_texts') }}
    where {{ regex_found('name_text', '^[^:：,;<>《》]+$') }}
),

names_ending as (
    select distinct
        texts.document_id,
        texts.line_no,
        texts.line_count,
        numbers.number as name_length,
        substr(texts.name_text, 1, numbers.number) as publisher_name,
        substr(texts.name_text, numbers.number + 1) as text_behind
    from texts
    cross join numbers
    inner join {{ ref('int_publisher_endings') }} as endings
        on
            substr(texts.name_text, numbers.number, 1) = endings.last_character
            and ends_with(substr(texts.name_text, 1, numbers.number), endings.ending)
    where numbers.number between 3 and length(texts.name_text)
),

names_met as (
    select
        document_id,
        line_no,
        line_count,
        name_length,
        publisher_name,
        'line' as name_kind
    from names_ending
    where text_behind = ''
    union all
    select
        document_id,
        line_no,
        line_count,
        name_length,
        publisher_name,
        'title' as name_kind
    from names_ending
    where {{ regex_found('text_behind', '^20[0-9]{2}(年|$)') }}
    union all
    select
        names_ending.document_id,
        names_ending.line_no,
        names_ending.line_count,
        names_ending.name_length,
        names_ending.publisher_name,
        behind.name_kind
    from names_ending
    inner join behind
        on
            substr(names_ending.text_behind, 1, 1) = behind.first_character
            and starts_with(names_ending.text_behind, behind.wording)
),

placed as (
    select
        texts.document_id,
        texts.line_no,
        texts.line_rank,
        texts.last_rank,
        texts.line_count,
        texts.begins_name,
        names_met.publisher_name,
        names_met.name_length,
        coalesce(texts.line_text, texts.cover_text) as title_text,
        case
            when names_met.name_kind = 'title' and texts.line_rank > 60 then 'heading'
            else names_met.name_kind
        end as name_kind
    from names_met
    inner join texts
        on
            names_met.document_id = texts.document_id
            and names_met.line_no = texts.line_no
            and names_met.line_count = texts.line_count
    where
        names_met.name_kind <> 'line'
        or texts.line_rank <= 15
),

names as (
    select
        placed.document_id,
        placed.line_no,
        placed.line_rank,
        placed.last_rank,
        placed.line_count,
        placed.name_kind,
        placed.publisher_name,
        placed.begins_name,
        placed.title_text,
        row_number() over (
            partition by placed.document_id, placed.line_no, placed.line_count
            order by placed.name_length asc, placed.name_kind desc
        ) as name_rank
    from placed
    where
        not {{ wording_found('placed.publisher_name', patterns.never) }}
        {# A bracket that is not closed: the name is cut out of a remark (基本支出表(按政府预算…)). #}
        and not {{ regex_found('placed.publisher_name', '[(][^()]*$|^[^()]*[)]') }}
        and not {{ regex_found('placed.publisher_name', '20[0-9]{2}|[0-9]{5}') }}
        and (
            placed.begins_name
            or not {{ wording_found('placed.publisher_name', patterns.never_front, before='^') }}
        )
)

select
    document_id,
    line_no,
    line_rank,
    last_rank,
    line_count,
    name_kind,
    publisher_name,
    begins_name,
    title_text
from names
where name_rank = 1
