{#
    What kind of figure each is by its own words: a level, a change, an amount for each of something,
    a threshold, a range; or unclear. A level of a comparison (比上年预算数9.5万元减少) is a reference,
    one that a share is taken of (完成预算30万元的81%) its base.
#}
{%- set patterns = narrative_patterns() %}
with

{# Shares of a budget say nothing of year and stage, nor does 上年结转. #}
worded as (
    select
        figures.document_id,
        figures.line_no,
        figures.figure_no,
        figures.is_range,
        figures.amount_cny,
        figures.words_behind,
        words.words,
        words.part,
        words.clause,
        words.is_name_missing,
        {{ wordings_removed(
            regex_replace('words.clause', '[^,;:。]*%[^,;:。]*', ''), patterns.no_year
        ) }} as clause_bare,
        {{ wordings_removed(
            wordings_removed('words.part', patterns.comparison_head), patterns.front_any, '^'
        ) }} as part_plain
    from {{ ref('int_narrative_figures') }} as figures
    inner join {{ ref('int_narrative_words') }} as words
        on
            figures.document_id = words.document_id
            and figures.line_no = words.line_no
            and figures.figure_no = words.figure_no
),

compared as (
    select
        worded.document_id,
        worded.line_no,
        worded.figure_no,
        worded.is_range,
        worded.amount_cny,
        worded.words_behind,
        worded.words,
        worded.part,
        worded.clause,
        worded.is_name_missing,
        worded.part_plain,
        {{ wording_found('worded.clause_bare', patterns.comparison) }} as is_compared
    from worded
),

measured as (
    select
        compared.document_id,
        compared.line_no,
        compared.figure_no,
        compared.amount_cny,
        compared.is_compared,
        compared.words_behind,
        case
            when compared.is_range then 'range'
            when
                {{ wording_found('compared.words_behind', patterns.threshold_behind, '^') }}
                or {{ wording_found('compared.part', patterns.threshold_front, behind='$') }}
                then 'threshold'
            when
                {{ regex_found('compared.words_behind', '^(?:[/每]|[(]每)') }}
                or {{ wording_found('compared.part', patterns.per_unit_front) }}
                or {{ wording_found('compared.part', patterns.per_unit_end, behind='$') }}
                then 'per_unit'
            when
                compared.is_name_missing
                {# A factor of a sum, or a figure glued to what is none. #}
                or {{ regex_found('compared.words_behind', '^[×xX*+÷]') }}
                or {{ regex_found('compared.words', '(?:[A-Za-z0-9.%‰×*+]|[0-9][亿万千百])$') }}
                {# A span of years. #}
                or {{ regex_found(
                    'compared.clause', '(?:19|20)[0-9]{2}年?[-—~至](?:19|20)[0-9]{2}年'
                ) }}
                or {{ wording_found('compared.words_behind', patterns.unclear_behind, '^') }}
                or {{ wording_found('compared.part', patterns.unclear_end, behind='$') }}
                or {{ wording_found('compared.part_plain', patterns.unclear_front, '^') }}
                or {{ wording_found('compared.clause', patterns.unclear_within) }}
                {# 增加(减少): a form that nobody filled in. #}
                or {{ wording_found('compared.part', patterns.change_any, '[(]', '[)]') }}
                then 'unclear'
            when
                {{ wording_found(
                    'compared.part', patterns.change_any,
                    behind='[到至](?:了|(?:19|20)[0-9]{2}年度?的?)?$'
                ) }}
                then 'level'
            {% for change in ['increase', 'decrease'] %}
                when
                    {{ wording_found('compared.part', patterns[change ~ '_end'], behind='$') }}
                    or {{ wording_found('compared.part_plain', patterns[change], '^') }}
                    or (
                        compared.is_compared
                        and {{ wording_found(
                            'compared.part', patterns[change ~ '_short_end'], behind='$'
                        ) }}
                    )
                    then '{{ change }}'
            {% endfor %}
            when {{ wording_found('compared.part', patterns.change_any) }} then 'unclear'
            else 'level'
        end as measure
    from compared
)

select
    document_id,
    line_no,
    figure_no,
    measure = 'level' and is_compared as is_reference,
    measure = 'level' and {{ regex_found('words_behind', '^的[0-9]+(?:[.][0-9]+)?%') }}
        as is_base_of_share,
    {# A change that carries a sign says two things. #}
    case when measure in ('increase', 'decrease') and amount_cny < 0 then 'unclear' else measure end
        as measure
from measured
