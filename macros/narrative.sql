{# Running text: how its figures are marked, and pieces of the words before them. #}

{# Parts the text that a line carries over from the one before from its own. #}
{% macro line_joint() -%}⁋{%- endmacro %}

{# Stands around every figure of money once a text is marked. #}
{% macro figure_fence() -%}⟦{%- endmacro %}

{#
    Running text without blanks, but for those between the digits of a figure: two figures stay two.
#}
{% macro bare_but_figures(text) -%}
    {%- set parted = gongkai.regex_replace(
        gongkai.regex_replace(text, '([0-9.,])[ \\t]+([0-9.])', '\\1␣\\2'),
        '([0-9.,])[ \\t]+([0-9.])', '\\1␣\\2'
    ) -%}
    replace({{ gongkai.bare(parted) }}, '␣', ' ')
{%- endmacro %}

{# A figure of money loosely, so that what is not one number is seen as well: one, a range, a list. #}
{% macro figures_loosely() -%}
    {%- set figure = '(?:[-−△▲负]|[(]-)?[0-9][0-9,. ' ~ '\u202f' ~ gongkai.line_joint() ~ ']*[)]?' -%}
    {%- set unit = '(?:' ~ gongkai.money_units_in_text() ~ '|[万亿]␟)' -%}
    {{ figure }}(?:{{ unit }}?(?:[-~～—–至到]{1,2}|[、和与及]){{ figure }})*[余多]?{{ gongkai.line_joint() }}?{{ unit }}
{%- endmacro %}

{#
    The text with a fence before and behind each figure of money. 万 and 亿 alone are money at the end
    of a clause; what follows them otherwise is counted.
#}
{% macro figures_fenced(text) -%}
    {%- set closed = gongkai.regex_replace(
        text, '([0-9](?:' ~ gongkai.line_joint() ~ ')?[万亿])($|[,;:。、()]|[占比较与和及])', '\\1␟\\2'
    ) -%}
    {{ gongkai.regex_replace(
        closed, '(' ~ gongkai.figures_loosely() ~ ')',
        gongkai.figure_fence() ~ '\\1' ~ gongkai.figure_fence()
    ) }}
{%- endmacro %}

{# True where one figure is printed between fences, a range, or several that are told apart. #}
{% macro is_figure_list(text) -%}
    {%- set unit = '(?:' ~ gongkai.money_units() ~ ')?' -%}
    (
        {{ gongkai.regex_found(
            text, '^(?:' ~ gongkai.digits() ~ unit ~ '[、和与及])+' ~ gongkai.digits() ~ unit ~ '$'
        ) }}
        {# Commas part figures only where each shows its decimals: 12,80,000 is no list. #}
        or {{ gongkai.regex_found(
            text, '^(?:[0-9]+[.][0-9]+,)+[0-9]+[.][0-9]+' ~ unit ~ '$'
        ) }}
    )
{%- endmacro %}

{% macro is_figure_range(text) -%}
    {%- set unit = '(?:' ~ gongkai.money_units() ~ ')?' -%}
    {{ gongkai.regex_found(
        text,
        '^' ~ gongkai.digits() ~ unit ~ '(?:[-~～—–至到]{1,2})' ~ gongkai.digits() ~ unit ~ '$'
    ) }}
{%- endmacro %}

{# What a pattern finds first in a text; NULL where nothing. #}
{% macro wording_group(text, pattern, before='', behind='') -%}
    nullif(regexp_extract({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), 1), '')
{%- endmacro %}

{# All that a pattern finds is taken out. #}
{% macro wordings_removed(text, pattern, before='', behind='') -%}
    {{ return(adapter.dispatch('wordings_removed', 'gongkai')(text, pattern, before, behind)) }}
{%- endmacro %}

{% macro default__wordings_removed(text, pattern, before, behind) -%}
    regexp_replace({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), '')
{%- endmacro %}

{% macro duckdb__wordings_removed(text, pattern, before, behind) -%}
    regexp_replace({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), '', 'g')
{%- endmacro %}

{# The year that a text names last, in digits or as 二〇二三年. #}
{% macro year_named_last(text) -%}
    cast(coalesce(
        {{ gongkai.regex_group(text, '^.*((?:19|20)[0-9]{2})年') }},
        translate(
            {{ gongkai.regex_group(text, '^.*(二[〇○零][〇○零一二三四五六七八九]{2})年') }},
            '〇○零一二三四五六七八九', '000123456789'
        )
    ) as integer)
{%- endmacro %}

{% macro year_named_first(text) -%}
    cast({{ gongkai.regex_group(text, '((?:19|20)[0-9]{2})年') }} as integer)
{%- endmacro %}

{# The year of a text: one that is named, else the year before or the year of the document by its words. #}
{% macro year_of_words(text, document_year, patterns) -%}
    coalesce(
        {{ gongkai.year_named_last(text) }},
        case
            when {{ gongkai.wording_found(text, patterns.year_before) }} then {{ document_year }} - 1
            when {{ gongkai.wording_found(text, patterns.year_of_document) }} then {{ document_year }}
        end
    )
{%- endmacro %}

{#
    The wordings by which running text is read, as patterns by purpose. What is put together here: a
    comparison (比2022年预算数 …), a stage of any kind, a change that ends before a figure (减少了), and the
    front and the back of a subject.
#}
{% macro narrative_patterns() -%}
    {%- set said = gongkai.wording_patterns([
        'year_before', 'year_of_document', 'no_year', 'stage_budget', 'stage_adjusted',
        'stage_execution', 'stage_final', 'fund_word', 'compared_front', 'increase', 'decrease',
        'increase_short', 'decrease_short', 'change_filler', 'per_unit_front', 'per_unit_end',
        'threshold_front', 'threshold_behind', 'unclear_front', 'unclear_within', 'unclear_end',
        'unclear_behind', 'parts_opening', 'restricting', 'subject_front', 'subject_behind',
        'subject_stage', 'subject_void', 'subject_of_function', 'function_level', 'revenue_word',
        'expenditure_word',
    ]) -%}
    {%- set year_any = gongkai.patterns_joined([
        "'(?:19|20)[0-9]{2}年度?'", said.year_before, said.year_of_document,
    ]) -%}
    {%- set stage_any = gongkai.patterns_joined([
        said.stage_adjusted, said.stage_execution, said.stage_final, said.stage_budget,
    ]) -%}
    {%- set compared = "concat('(?:', " ~ said.compared_front ~ ", ')于?(?:', " ~ year_any
        ~ ", '|', " ~ stage_any -%}
    {%- do said.update({
        'year_any': year_any,
        'stage_any': stage_any,
        'comparison_head': compared ~ ", '|同期|数|相比|比较)+')",
        'comparison': compared ~ ", ')[^,;:。]*')",
        'change_any': gongkai.patterns_joined([said.increase, said.decrease]),
        'front_any': "concat('(?:', " ~ gongkai.patterns_joined([
            "'(?:19|20)[0-9]{2}年度?'", said.year_of_document,
            "'[0-9]+[.、)]|[(]?[一二三四五六七八九十]+[)、]|[(),、]'", said.subject_front,
        ]) ~ ", ')+')",
        'named_function': "concat('[^,;。:“”]*(?:', " ~ said.function_level ~ ", ')')",
        'behind_any': "concat('(?:', "
            ~ gongkai.patterns_joined([said.subject_behind, said.subject_stage]) ~ ", ')+')",
    }) -%}
    {%- for change in ['increase', 'decrease', 'increase_short', 'decrease_short'] -%}
        {%- do said.update({
            change ~ '_end': "concat('(?:', " ~ said[change] ~ ", ')(?:', " ~ said.change_filler
                ~ ", ')*')"
        }) -%}
    {%- endfor -%}
    {{ return(said) }}
{%- endmacro %}

{# All that a pattern finds is replaced by one sign. #}
{% macro wordings_replaced(text, pattern, sign) -%}
    {{ return(adapter.dispatch('wordings_replaced', 'gongkai')(text, pattern, sign)) }}
{%- endmacro %}

{% macro default__wordings_replaced(text, pattern, sign) -%}
    regexp_replace({{ text }}, concat('(', {{ pattern }}, ')'), '{{ sign }}')
{%- endmacro %}

{% macro duckdb__wordings_replaced(text, pattern, sign) -%}
    regexp_replace({{ text }}, concat('(', {{ pattern }}, ')'), '{{ sign }}', 'g')
{%- endmacro %}
