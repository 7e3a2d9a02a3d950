{#
    Descriptions say everything in Chinese and then in English. A sentence that ends in 。 is Chinese, one
    that ends in a full stop English; a run of Chinese ones and the English run behind it are a pair. Of
    a table the first pair says what may be added up, the second what a row is, the others what to mind.
#}

{# Each sentence on a line of its own. #}
{% macro sentences(text) -%}
    {{ gongkai.regex_replace(
        gongkai.regex_replace(text, '。 *', '。\n'), '[.]( +|$)', '.\n'
    ) }}
{%- endmacro %}

{% macro in_chinese(sentences) -%}
    {{ gongkai.regex_replace(gongkai.regex_replace(sentences, '[^\n]*[.]\n', ''), '\n', '') }}
{%- endmacro %}

{% macro in_english(sentences) -%}
    trim({{ gongkai.regex_replace(gongkai.regex_replace(sentences, '[^\n]*。\n', ''), '\n', ' ') }})
{%- endmacro %}

{# A pair by its number, from 1; behind how many pairs `sentences_behind` begins. #}
{% macro sentence_pair(sentences, number) -%}
    {%- set pair = '(?:[^\n]*。\n)+(?:[^\n]*[.]\n)+' -%}
    {{ gongkai.regex_group(sentences, '^(?:' ~ pair ~ '){' ~ (number - 1) ~ '}(' ~ pair ~ ')') }}
{%- endmacro %}

{% macro sentences_behind(sentences, pairs) -%}
    {%- set pair = '(?:[^\n]*。\n)+(?:[^\n]*[.]\n)+' -%}
    {{ gongkai.regex_group(sentences, '^(?:' ~ pair ~ '){' ~ pairs ~ '}((?:[^\n]*\n)*)$') }}
{%- endmacro %}
