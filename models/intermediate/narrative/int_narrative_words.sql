{#
    The words that say what a figure is: those since the figure before it, or, of several figures
    with 分别, those of its own place (“A、B分别为1万元、2万元”).
#}
with

{# What stands before 分别 in its clause names the figures, what stands before that all of them. #}
runs as (
    select
        document_id,
        line_no,
        figure_no,
        place_in_run,
        run_size,
        words_before,
        case
            when run_size > 1 then {{ regex_group('run_words', '([^,;。:(]*)分别') }}
        end as names_text,
        {{ regex_group('run_words', '^(.*[,;。:(])[^,;。:(]*分别') }} as words_before_names
    from {{ ref('int_narrative_figures') }}
),

{# By the finest separators that give as many names as there are figures. #}
named as (
    select
        document_id,
        line_no,
        figure_no,
        place_in_run,
        run_size,
        words_before,
        words_before_names,
        names_text is not null as has_names,
        case
            {% for separators in ['、', '[、和与]', '[、和与及]'] %}
                when
                    length({{ regex_replace('names_text', separators, '、、') }}) - length(names_text)
                    = run_size - 1
                    then string_split({{ regex_replace('names_text', separators, '、') }}, '、')
            {% endfor %}
        end as names_listed
    from runs
),

worded as (
    select
        document_id,
        line_no,
        figure_no,
        run_size > 1 and names_listed is null as shares_words,
        has_names and names_listed is null as is_name_missing,
        case
            when names_listed is null then words_before
            when place_in_run = 1 then concat(coalesce(words_before_names, ''), names_listed[1])
            else names_listed[place_in_run]
        end as words
    from named
)

select
    document_id,
    line_no,
    figure_no,
    words,
    shares_words,
    is_name_missing,
    strpos(words, '。') > 0 as begins_sentence,
    {{ regex_found('words', '[;。]') }} as begins_statement,
    coalesce({{ regex_group('words', '([^。]*)$') }}, '') as sentence_words,
    {# The clause ends before the figure; its part is what stands behind the last colon. #}
    coalesce({{ regex_group(
        regex_replace('words', '[:、,( ]+$', ''), '([^,;。]*)$'
    ) }}, '') as clause,
    coalesce({{ regex_group(
        regex_replace('words', '[:、,( ]+$', ''), '([^,;。:]*)$'
    ) }}, '') as part,
    coalesce({{ regex_group(
        regex_replace('words', '[:、,( ]+$', ''), '([^;。]*,)[^,;。]*$'
    ) }}, '') as lead
from worded
