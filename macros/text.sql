{# Text helpers. Everything that engines spell differently is dispatched here and nowhere else. #}

{# Replace every match of a pattern. #}
{% macro regex_replace(text, pattern, replacement) -%}
    {{ return(adapter.dispatch('regex_replace', 'gongkai')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regex_replace(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro duckdb__regex_replace(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{# One group of the first match; NULL where nothing matches. #}
{% macro regex_group(text, pattern, group=1) -%}
    {{ return(adapter.dispatch('regex_group', 'gongkai')(text, pattern, group)) }}
{%- endmacro %}

{% macro default__regex_group(text, pattern, group) -%}
    nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}

{# True when a pattern is found in the text. #}
{% macro regex_found(text, pattern) -%}
    {{ return(adapter.dispatch('regex_found', 'gongkai')(text, pattern)) }}
{%- endmacro %}

{% macro default__regex_found(text, pattern) -%}
    {{ text }} rlike '{{ pattern }}'
{%- endmacro %}

{% macro duckdb__regex_found(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{# Without any white space: the form in which wordings are compared. #}
{% macro bare(text) -%}
    {{ gongkai.regex_replace(text, '\\s+', '') }}
{%- endmacro %}

{# Names of code lists with the punctuation of printed text, which is folded to half width when it is read. #}
{% macro half_width(text) -%}
    translate({{ text }}, '（），：；', '(),:;')
{%- endmacro %}

{# Without the marks of notes at its end; a mark alone stays. #}
{% macro without_marks(text) -%}
    coalesce(
        nullif({{ gongkai.regex_replace(text, gongkai.note_marks() ~ '+$', '') }}, ''), {{ text }}
    )
{%- endmacro %}

{# The wording of a header without year, numbering, colon and marks, its closing bracket kept. #}
{% macro header_words(text) -%}
    {%- set unnumbered = gongkai.regex_replace(
        gongkai.without_marks(gongkai.bare(text)),
        '^(?:(?:' ~ gongkai.of_which() ~ ')[:,、]?)?(?:\\d{1,2}[.、]|[①-⒛])?|:+$', ''
    ) -%}
    {{ gongkai.regex_replace(unnumbered, '^20\\d\\d年度?', '') }}
{%- endmacro %}

{# The same without closing bracket; as header_key in ingest/text.py. #}
{% macro header_key(text) -%}
    {%- set words = gongkai.header_words(text) -%}
    coalesce(nullif({{ gongkai.regex_replace(words, '\\([^()]*\\)?$', '') }}, ''), {{ words }})
{%- endmacro %}

{#
    What a row begins with that is a part of the row above. The same words stand in map_text_wording; a
    test compares both.
#}
{% macro of_which() -%}
    其中
{%- endmacro %}

{# The name of a line without its numbering (一、 (一) 1.) and without white space. #}
{% macro line_key(text) -%}
    {{ gongkai.regex_replace(
        gongkai.without_marks(gongkai.bare(text)),
        '^([一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\)|\\d{1,2}[.、]|\\(\\d{1,2}\\)|[①-⒛]|(?:'
        ~ gongkai.of_which() ~ '):?)+', ''
    ) }}
{%- endmacro %}

{# A key without the remark in brackets at its end: 行政运行(人社) is 行政运行. #}
{% macro without_remark(key) -%}
    {{ gongkai.regex_replace(key, '\\([^()]*\\)$', '') }}
{%- endmacro %}

{# The choice ticked in a row of check boxes (☐ 一次性 ☑ 经常性); text without boxes stays as it is. #}
{% macro ticked_choice(text) -%}
    case
        when {{ gongkai.regex_found(text, '[☑☐□]') }}
            then {{ gongkai.regex_group(text, '(?:☑\\s*P?|(?:^|\\s)P)\\s*([^☑☐□\\s]+)') }}
        else {{ text }}
    end
{%- endmacro %}

{# A name that was wrapped in its cell, joined again: no blank between two characters that are not Latin. #}
{% macro unwrapped(text) -%}
    {{ gongkai.regex_replace(
        gongkai.regex_replace(text, '([^\\x00-\\x7f])\\s+([^\\x00-\\x7f])', '\\1\\2'),
        '([^\\x00-\\x7f])\\s+([^\\x00-\\x7f])', '\\1\\2'
    ) }}
{%- endmacro %}

{#
    A code of a function or economic item and its name in one cell: [2080101]行政运行,
    2080101-行政运行, 2080101 行政运行. NULL for other text.
#}
{% macro code_in_front(text) -%}
    {{ gongkai.regex_group(gongkai.bare(text), gongkai.code_and_name()) }}
{%- endmacro %}

{% macro name_behind_code(text) -%}
    {{ gongkai.regex_group(gongkai.bare(text), gongkai.code_and_name(), 2) }}
{%- endmacro %}

{% macro code_and_name() -%}
    ^[\[【(]?([0-9]{3}|[0-9]{5}|[0-9]{7})[\]】)]?[-—–_:、.]?([^\x00-\x7f].*)$
{%- endmacro %}

{# A query of the whole numbers from 1 to `last`. #}
{% macro whole_numbers(last) -%}
    {% for number in range(1, last + 1) -%}
        select {{ number }} as number{% if not loop.last %} union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}

{# How many of their first characters two texts share, `longest` at most. #}
{% macro shared_prefix_length(text, other, longest) -%}
    case
        {% for length in range(longest, 0, -1) -%}
            when
                length({{ text }}) >= {{ length }}
                and substr({{ text }}, 1, {{ length }}) = substr({{ other }}, 1, {{ length }})
                then {{ length }}
        {% endfor -%}
        else 0
    end
{%- endmacro %}

{# True when a text holds one of the wordings of a pattern, an expression of SQL. #}
{% macro wording_found(text, pattern, before='', behind='') -%}
    {{ return(adapter.dispatch('wording_found', 'gongkai')(text, pattern, before, behind)) }}
{%- endmacro %}

{% macro default__wording_found(text, pattern, before, behind) -%}
    {{ text }} rlike concat('{{ before }}(', {{ pattern }}, '){{ behind }}')
{%- endmacro %}

{% macro duckdb__wording_found(text, pattern, before, behind) -%}
    regexp_matches({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'))
{%- endmacro %}

{# A text without the first of the wordings of a pattern. #}
{% macro wording_removed(text, pattern, before='', behind='') -%}
    regexp_replace({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), '')
{%- endmacro %}

{# The name of a project without year and a general ending (经费); all of it where nothing else is left. #}
{% macro project_core(wording, patterns) -%}
    coalesce(
        nullif({{ gongkai.wording_removed(
            gongkai.regex_replace(wording, '^20[0-9]{2}(年度?)?', ''),
            patterns.project_ending, behind='$'
        ) }}, ''),
        {{ wording }}
    )
{%- endmacro %}

{#
    Rows of a relation once for each class, section and item that their code begins with, itself
    included: a code and what stands above it are joined by equal keys.
#}
{% macro with_code_prefixes(relation, columns, code) -%}
    {% for length in [3, 5, 7] -%}
        select
            {%- for column in columns %}
            {{ column }},
            {%- endfor %}
            substr({{ code }}, 1, {{ length }}) as code_prefix
        from {{ relation }}
        where length({{ code }}) >= {{ length }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}
