{#
    What stands before the known wording of a title: nothing, or the number of the table, a name and
    a year. With anything else before it, it is the title of another table, and `wording` is empty.
#}
{%- set patterns = wording_patterns([
    'title_number_front', 'title_kind', 'title_stop', 'title_sentence_word',
    'title_name_ending', 'title_place_ending', 'title_government_front', 'title_own_level',
]) %}
{%- set name_ending = patterns_joined([
    patterns.title_name_ending, patterns.title_place_ending, patterns.title_government_front,
    publisher_patterns(['ending']).ending,
]) %}
with

{# A year parts the name before it from one behind it. #}
fronts as (
    select
        bare_text,
        title_text,
        is_title_form,
        wording,
        has_free_front,
        substr(title_text, 1, length(title_text) - length(coalesce(wording, ''))) as front,
        {{ regex_group('bare_text', '(' ~ year_of_title() ~ ')') }} as year_printed
    from {{ ref('int_title_texts') }}
),

fronts_parted as (
    select
        bare_text,
        title_text,
        is_title_form,
        wording,
        has_free_front,
        year_printed,
        case
            when {{ regex_found('front', year_of_title()) }}
                then coalesce({{ regex_group('front', '^(.*?)' ~ year_of_title()) }}, '')
            else ''
        end as name_before,
        case
            when {{ regex_found('front', year_of_title()) }}
                then coalesce({{ regex_group('front', '^.*?' ~ year_of_title() ~ '(.*)$') }}, '')
            else front
        end as name_behind
    from fronts
),

names as (
    select
        fronts_parted.bare_text,
        fronts_parted.title_text,
        fronts_parted.is_title_form,
        fronts_parted.wording,
        fronts_parted.has_free_front,
        fronts_parted.year_printed,
        {{ wording_removed(
            wording_removed(
                'fronts_parted.name_before', number_of_title(patterns.title_number_front), '^'
            ),
            patterns.title_kind, '(?:', '|[-—_:·、])+$'
        ) }} as name_before,
        {{ wording_removed(
            wording_removed(
                'fronts_parted.name_behind', number_of_title(patterns.title_number_front), '^'
            ),
            patterns.title_kind, '(?:', '|[-—_:·、])+$'
        ) }} as name_behind
    from fronts_parted
),

names_joined as (
    select
        bare_text,
        title_text,
        is_title_form,
        wording,
        has_free_front,
        year_printed,
        name_before,
        name_behind,
        concat(name_before, name_behind) as both_names,
        coalesce(nullif(name_behind, ''), name_before) as last_name
    from names
),

names_judged as (
    select
        parted.bare_text,
        parted.title_text,
        parted.wording,
        parted.has_free_front,
        parted.year_printed,
        parted.name_behind,
        {# 公开01表 is the number of a table and no title. #}
        parted.is_title_form
        and concat(parted.both_names, parted.wording) <> '' as is_title_form,
        parted.name_before = ''
        or {{ wording_found('parted.name_before', name_ending, behind='$') }}
        or not {{ wording_found('parted.name_before', patterns.title_stop) }} as is_name_before,
        parted.name_behind = ''
        or {{ wording_found('parted.name_behind', name_ending, behind='$') }}
            as is_name_behind,
        {{ wording_found('parted.both_names', patterns.title_sentence_word) }}
        or not {{ regex_found('parted.both_names', '^[一-鿿A-Za-z0-9()·、〇○]{0,40}$') }}
            as is_sentence,
        {{ wording_found('parted.last_name', patterns.title_government_front, behind='$') }}
        or (
            {{ wording_found('parted.last_name', patterns.title_place_ending, behind='$') }}
            and not {{ wording_found(
                'parted.last_name', patterns.title_name_ending, behind='$'
            ) }}
        ) as is_of_place
    from names_joined as parted
)

select
    bare_text,
    title_text,
    is_title_form,
    case
        when has_free_front or (is_name_before and is_name_behind and not is_sentence)
            then wording
    end as wording,
    {# A name before 绩效目标表 that no publisher and no place has is that of a project. #}
    has_free_front and name_behind <> '' and not is_name_behind as names_project,
    is_of_place,
    {{ wording_found('bare_text', patterns.title_own_level) }} as is_own_level,
    cast(translate(
        {{ regex_group('year_printed', '(20[0-9]{2}|二[^年]{3})') }},
        '〇零○一二三四五六七八九', '000123456789'
    ) as integer) as title_year
from names_judged
