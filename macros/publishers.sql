{# Helpers to find whose a document is and of which year: what is printed on covers and in headings. #}

{# Bare text in which a year in Chinese digits (二〇二三年, 二○二三年) stands in Arabic ones. #}
{% macro with_arabic_year(text) -%}
    {%- set year = gongkai.regex_group(text, '(二[〇○◯零OoО0][〇○◯零OoО0一二三四五六七八九]{2})年') -%}
    coalesce(
        replace({{ text }}, {{ year }}, translate({{ year }}, '〇○◯零OoО一二三四五六七八九', '0000000123456789')),
        {{ text }}
    )
{%- endmacro %}

{# Bare text without its dates: the year in 2023年2月10日 is that of the date. #}
{% macro without_dates(text) -%}
    {{ gongkai.regex_replace(
        text,
        '20[0-9]{2}年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月(([0-9]{1,2}|[一二三四五六七八九十]{1,3})日)?'
        ~ '|20[0-9]{2}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?'
        , ''
    ) }}
{%- endmacro %}

{# What numbers a heading: 第一部分, 一、, (一), 1.; a group of its own. #}
{% macro heading_number() -%}
    (第[一二三四五六七八九十]+部分|第[一二三四五六七八九十]+章|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|[0-9]{1,2}[、.])?
{%- endmacro %}

{# The first match of a pattern that is put together from parts, one group of it; NULL where none. #}
{% macro composed_group(text, parts, group) -%}
    nullif(regexp_extract({{ text }}, concat({{ parts | join(', ') }}), {{ group }}), '')
{%- endmacro %}

{# What stands before the first colon of a text, without a remark in brackets: 编制单位（盖章）：… #}
{% macro label_in_front(text) -%}
    {{ gongkai.regex_replace(
        gongkai.regex_group(gongkai.bare(text), '^([^:：]*)[:：]'), '([^)])[(][^()]*[)]$', '\\1'
    ) }}
{%- endmacro %}

{# What stands behind it. A line may go on after the name: 编制单位：某某局    单位：元. #}
{% macro text_behind_label(text) -%}
    {{ gongkai.regex_replace(
        gongkai.regex_group(text, '^[^:：]*[:：]\\s*([^\\s].*)$'), '\\s+[^\\s:：]*[:：].*$', ''
    ) }}
{%- endmacro %}

{# The code before the name of a unit, in brackets or not: [701001]某某局, 701001-某某局. #}
{% macro code_of_labelled_unit(text) -%}
    {{ gongkai.regex_group(
        text, '^\\s*[[(【]?([0-9]{3,})[])】]?\\s*[-—_]?\\s*[^-0-9—_\\s]'
    ) }}
{%- endmacro %}

{# Its name without the code and what a pattern of asides finds in brackets (盖章). #}
{% macro name_of_labelled_unit(text, asides) -%}
    trim({{ gongkai.wording_removed(
        gongkai.without_unit_code(text), asides, before='[(]', behind='[)]'
    ) }})
{%- endmacro %}

{% macro without_unit_code(text) -%}
    {{ gongkai.regex_replace(text, '^\\s*[[(【]?[0-9]{3,}[])】]?\\s*[-—_]?\\s*', '') }}
{%- endmacro %}
