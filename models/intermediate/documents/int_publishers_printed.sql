{#
    The publisher that a document prints: in its title, else in a whole-unit form, behind a label, in
    a heading or running title, as the source of a page, or on a line of its own; the government of
    a whole division last. Of names that a cover breaks over lines the longest counts that begins like a name (with a division, 中共 …) or
    that the text repeats.
#}
with

names as (
    select
        document_id,
        line_rank,
        last_rank,
        line_count,
        name_kind,
        publisher_name,
        begins_name
    from {{ ref('int_publisher_names') }}
),

names_to_count as (
    select distinct
        document_id,
        publisher_name
    from names
),

text_lines as (
    select
        document_id,
        {{ bare('line_text') }} as bare_text
    from {{ ref('stg_raw__lines') }}
),

times_printed as (
    select
        names_to_count.document_id,
        names_to_count.publisher_name,
        count(*) as line_count
    from names_to_count
    inner join text_lines
        on
            names_to_count.document_id = text_lines.document_id
            and text_lines.bare_text like '%' || names_to_count.publisher_name || '%'
    group by names_to_count.document_id, names_to_count.publisher_name
),

{# How often a name is printed elsewhere than where it was found. #}
supported as (
    select
        names.document_id,
        names.line_rank,
        names.last_rank,
        names.line_count,
        names.name_kind,
        names.publisher_name,
        names.begins_name,
        greatest(
            coalesce(times_printed.line_count, 0)
            - case when names.line_count = 1 then 1 else 0 end,
            0
        ) as times_elsewhere
    from names
    left join times_printed
        on
            names.document_id = times_printed.document_id
            and names.publisher_name = times_printed.publisher_name
),

{# Readings of one place: those of a title end with one line, a name on its own begins with one. #}
placed as (
    select
        document_id,
        line_rank,
        line_count,
        name_kind,
        publisher_name,
        begins_name,
        times_elsewhere,
        case when name_kind = 'line' then line_rank else last_rank end as place_rank
    from supported
),

measured as (
    select
        document_id,
        line_rank,
        line_count,
        name_kind,
        publisher_name,
        begins_name,
        times_elsewhere,
        place_rank,
        max(times_elsewhere) over (partition by document_id, name_kind, place_rank)
            as most_elsewhere
    from placed
),

compared as (
    select
        document_id,
        line_rank,
        name_kind,
        publisher_name,
        begins_name,
        times_elsewhere,
        row_number() over (
            partition by document_id, name_kind, place_rank
            order by
                begins_name desc,
                case
                    when begins_name or 2 * times_elsewhere >= greatest(1, most_elsewhere)
                        then -line_count
                    else line_count
                end asc
        ) as reading_rank
    from measured
),

mentions as (
    select
        document_id,
        case name_kind when 'title' then 1 when 'heading' then 4 else 6 end as priority,
        cast(null as varchar) as unit_code,
        publisher_name as unit_name,
        case when begins_name then 1 else 0 end as begins_name,
        times_elsewhere,
        line_rank
    from compared
    where reading_rank = 1
    union all
    select
        document_id,
        case label_kind when 'form' then 2 when 'label' then 3 else 5 end as priority,
        unit_code,
        unit_name,
        1 as begins_name,
        mention_count as times_elsewhere,
        0 as line_rank
    from {{ ref('int_publisher_labels') }}
),

{# The government of a whole division puts up pages; their budgets are those of departments. #}
sites as (
    select distinct concat(forms.form_text, wordings.wording) as site_name
    from {{ ref('int_jurisdiction_forms') }} as forms
    cross join {{ ref('stg_map__publisher_wordings') }} as wordings
    where wordings.kind = 'site'
),

codes as (
    select
        document_id,
        {{ bare('unit_name') }} as bare_name,
        min(unit_code) as unit_code
    from mentions
    where unit_code is not null
    group by document_id, bare_name
),

ranked as (
    select
        mentions.document_id,
        mentions.unit_code,
        mentions.unit_name,
        {{ bare('mentions.unit_name') }} as bare_name,
        row_number() over (
            partition by mentions.document_id
            order by
                case when sites.site_name is null then 0 else 1 end asc,
                mentions.priority asc,
                mentions.begins_name desc,
                mentions.times_elsewhere desc,
                mentions.line_rank asc,
                mentions.unit_name asc
        ) as unit_rank
    from mentions
    left join sites
        on {{ bare('mentions.unit_name') }} = sites.site_name
)

select
    ranked.document_id,
    ranked.unit_name,
    coalesce(ranked.unit_code, codes.unit_code) as unit_code
from ranked
left join codes
    on
        ranked.document_id = codes.document_id
        and ranked.bare_name = codes.bare_name
where ranked.unit_rank = 1
