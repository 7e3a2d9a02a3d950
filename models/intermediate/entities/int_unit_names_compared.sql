{#
    The names of units in comparable form within their division: without the division in front, be it
    named with those above it (四川省遂宁市大英县), in short (彭水县) or by its level alone (县教育局).
    Names of one form are one unit; no form joins two places, and a head office stays apart from its
    department. One row is one printed name in one division.
#}
{%- set patterns = wording_patterns(['unit_front_kept', 'level_word']) %}
with

printed as (
    select
        jurisdiction_code,
        unit_name
    from {{ ref('int_unit_mentions') }}
    where
        jurisdiction_code is not null
        and unit_name is not null
    union distinct
    select
        jurisdiction_code,
        unit_name
    from {{ ref('stg_map__unit_aliases') }}
    where unit_name is not null
),

parted as (
    select
        printed.jurisdiction_code,
        printed.unit_name,
        spelled.name_text,
        spelled.is_head_office,
        {{ patterns.level_word }} as level_word,
        coalesce(
            {{ wording_group('spelled.name_text', patterns.unit_front_kept, before='^') }}, ''
        ) as kept_front,
        {{ wording_removed('spelled.name_text', patterns.unit_front_kept, before='^') }}
            as placed_text
    from printed
    inner join {{ ref('int_unit_names_spelled') }} as spelled
        on printed.unit_name = spelled.unit_name
),

places_in_front as (
    select
        parted.jurisdiction_code,
        parted.unit_name,
        max(length(fronts.front_text)) as front_length
    from parted
    inner join {{ ref('int_jurisdiction_fronts') }} as fronts
        on parted.jurisdiction_code = fronts.jurisdiction_code
    where starts_with(parted.placed_text, fronts.front_text)
    group by parted.jurisdiction_code, parted.unit_name
),

{# A division's level is the last character of its names. #}
levels as (
    select distinct
        jurisdiction_code,
        substr(jurisdiction_name, length(jurisdiction_name), 1) as level_character
    from {{ ref('stg_code__jurisdictions') }}
),

unplaced as (
    select
        parted.jurisdiction_code,
        parted.unit_name,
        parted.name_text,
        parted.is_head_office,
        parted.level_word,
        parted.kept_front,
        substr(parted.placed_text, coalesce(places_in_front.front_length, 0) + 1) as own_text
    from parted
    left join places_in_front
        on
            parted.jurisdiction_code = places_in_front.jurisdiction_code
            and parted.unit_name = places_in_front.unit_name
),

unlevelled as (
    select
        unplaced.jurisdiction_code,
        unplaced.unit_name,
        unplaced.name_text,
        unplaced.is_head_office,
        unplaced.kept_front,
        case
            when
                levels.level_character is not null
                and not {{ wording_found('unplaced.own_text', 'unplaced.level_word', before='^') }}
                then substr(unplaced.own_text, 2)
            else unplaced.own_text
        end as own_text
    from unplaced
    left join levels
        on
            unplaced.jurisdiction_code = levels.jurisdiction_code
            and substr(unplaced.own_text, 1, 1) = levels.level_character
),

compared as (
    select
        jurisdiction_code,
        unit_name,
        is_head_office,
        {# The name of a division alone (大英县本级) stays. #}
        case
            when concat(kept_front, own_text) = '' then name_text
            else concat(kept_front, own_text)
        end
            as department_wording
    from unlevelled
)

select
    jurisdiction_code,
    unit_name,
    is_head_office,
    department_wording,
    case when is_head_office then concat(department_wording, ':') else department_wording end
        as unit_wording
from compared
