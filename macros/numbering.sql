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

{# The number that a name begins with (十二、 is 12, (3) is 3); NULL without one, or beyond 39. #}
{% macro numbering_value(text) -%}
    {%- set digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] -%}
    {%- set numbers = [] -%}
    {%- for tens in ['', '十', '二十', '三十'] -%}
        {%- if tens -%}{%- do numbers.append(tens) -%}{%- endif -%}
        {%- for digit in digits -%}{%- do numbers.append(tens ~ digit) -%}{%- endfor -%}
    {%- endfor -%}
    {%- set chinese = gongkai.regex_group(gongkai.bare(text), '^\\(?([一二三四五六七八九十]{1,3})[)、]') -%}
    {%- set arabic = gongkai.regex_group(gongkai.bare(text), '^\\(?(\\d{1,2})[.)、]') -%}
    coalesce(
        nullif(list_position(['{{ numbers | join("', '") }}'], {{ chinese }}), 0),
        cast({{ arabic }} as integer)
    )
{%- endmacro %}
