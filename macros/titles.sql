{# Parts of titles as patterns; as in ingest/titles.py. #}

{# A year in digits or in words, with or without brackets. #}
{% macro year_of_title() -%}
    [(]?(?:20[0-9]{2}|二[〇零○0][一二三四五六七八九〇零○0]{2})(?:财政)?年?度?[)]?
{%- endmacro %}

{# The number of a table, as 附件4-1, 公开01表, 表一, (二) or 1.: `fronts` is a pattern of words before it. #}
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

{# A text with the first of the wordings of a pattern replaced. #}
{% macro wording_replaced(text, pattern, replacement, before='', behind='') -%}
    regexp_replace({{ text }}, concat('{{ before }}(', {{ pattern }}, '){{ behind }}'), '{{ replacement }}')
{%- endmacro %}

{#
    The stage that the words of a title or heading say: 预算调整, 执行, 决算 or 预算, the last two not as
    part of a name (政府性基金预算, 预算单位); NULL where they say none, or two at once. `patterns` holds those of stage_purposes.
#}
{% macro stage_of_words(text, patterns) -%}
    {%- set words = gongkai.wordings_removed(text, patterns.title_budget_name) -%}
    {%- set says_final = gongkai.wording_found(words, patterns.title_of_final_account) -%}
    {%- set says_budget = gongkai.wording_found(words, patterns.title_of_budget) -%}
    {%- set says_execution = gongkai.wording_found(text, patterns.title_of_execution) -%}
    {%- set says_adjustment = gongkai.wording_found(text, patterns.title_of_adjustment) -%}
    case
        when {{ says_final }} and {{ says_budget }} then null
        when {{ says_final }} then 'final_account'
        when {{ says_execution }} and {{ says_adjustment }} then null
        when {{ says_execution }} then 'execution'
        when {{ says_adjustment }} then 'adjusted_budget'
        when {{ says_budget }} then 'budget'
    end
{%- endmacro %}

{# The purposes of wordings that stage_of_words reads. #}
{% macro stage_purposes() -%}
    {{ return([
        'title_budget_name', 'title_of_final_account', 'title_of_execution', 'title_of_adjustment',
        'title_of_budget',
    ]) }}
{%- endmacro %}

{# Whether tables of a kind of documents are forms, with labels and their values. #}
{% macro is_kind_of_forms(document_kind) -%}
    {{ document_kind }} in ('performance_target', 'self_evaluation')
{%- endmacro %}
