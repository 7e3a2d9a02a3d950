{# How rows are numbered. #}

{# True for a name that is numbered as a heading: 一、 二、 … #}
{% macro is_numbered(text) -%}
    {{ gongkai.regex_found(gongkai.bare(text), '^[一二三四五六七八九十]+、') }}
{%- endmacro %}

{# How deep a name is numbered: 一、 above (一) above 1、 above (1); NULL without a number. #}
{% macro numbering_level(text) -%}
    case
        when {{ gongkai.is_numbered(text) }} then 1
        {% for pattern in [
            '^\\([一二三四五六七八九十]+\\)', '^\\d{1,2}[.、]', '^(?:\\(\\d{1,2}\\)|[①-⒛])'
        ] -%}
            when {{ gongkai.regex_found(gongkai.bare(text), pattern) }} then {{ loop.index + 1 }}
        {% endfor -%}
    end
{%- endmacro %}
