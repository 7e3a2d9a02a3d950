{# Parts of titles as patterns; as in ingest/titles.py. #}

{# A year in digits or in words, with or without brackets. #}
{% macro year_of_title() -%}
    [(]?(?:20[0-9]{2}|二[〇零○0][一二三四五六七八九〇零○0]{2})(?:财政)?年?度?[)]?
{%- endmacro %}

{# The number of a table, as 附件4-1, 公开01表, 表一, (二) or 1.: `fronts` is a column of words before it. #}
{% macro number_of_title(fronts) -%}
    {%- set digits = '(?:[0-9]{1,3}|[一二三四五六七八九十〇零百]{1,4})' -%}
    concat(
        '(?:\[?(?:(?:', {{ fronts }}, ')+[-:]?|第)?(?:[A-Za-z]{1,6}[-_]?)?{{ digits }}',
        '(?:[-—–_.]{{ digits }})*(?:表|号|张)?\]?[-—:.、]*',
        '|\[?[(](?:', {{ fronts }}, ')*{{ digits }}[)]\]?[、.]*|[①-⒛][、.]*',
        '|(?:', {{ fronts }}, ')+[-:、]+)+'
    )
{%- endmacro %}

{# The form in which titles are compared: without white space, quotation marks and marks of a list. #}
{% macro title_key(text) -%}
    {{ gongkai.regex_replace(
        gongkai.bare(text), '["“”‘’″〝〞＂「」『』《》【】]|^[#*★●◆■·]+', ''
    ) }}
{%- endmacro %}

{# A text with the first of the wordings of a pattern that stands in a column replaced. #}
{% macro wording_replaced(text, pattern, replacement, before='', behind='') -%}
    regexp_replace({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), '{{ replacement }}')
{%- endmacro %}
