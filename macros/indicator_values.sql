{# Pieces of a printed indicator value. `text` is bare (no white space); signs are those of map_operator. #}

{# How many numbers stand in the text. #}
{% macro number_count(text) -%}
    length({{ gongkai.regex_replace(
        gongkai.regex_replace(text, '[0-9][0-9,]*(\\.[0-9]+)?', '#'), '[^#]', ''
    ) }})
{%- endmacro %}

{# The sign in front of a value, as printed. #}
{% macro leading_sign(text) -%}
    {{ gongkai.regex_group(text, '^(>=|<=|[≥≧≤≦=><《》])') }}
{%- endmacro %}

{# The sign that words around a number stand for: 以上 and 不低于 are at least, 以内 and N个工作日内 at most. #}
{% macro worded_operator(text) -%}
    case
        when {{ gongkai.regex_found(text, '[0-9][^0-9]{0,8}以上$|^(不低于|不少于|至少)[0-9]') }} then '>='
        when {{ gongkai.regex_found(
            text, '[0-9][^0-9]{0,8}(以内|以下)$|[0-9]个?工作日内$|^(不高于|不超过|不多于)[0-9]'
        ) }} then '<='
    end
{%- endmacro %}
