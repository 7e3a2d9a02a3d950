{# True for text that is one number and nothing else: thousands separators, a sign or brackets. #}
{% macro is_number(text) -%}
    {{ gongkai.regex_found(gongkai.bare(text), '^[-−]?\\(?[0-9][0-9,]*(\\.[0-9]+)?\\)?$') }}
{%- endmacro %}

{# The number in a text that is_number accepts; brackets and a leading minus are negative. #}
{% macro to_number(text, type='decimal(28, 4)') -%}
    (
        case when {{ gongkai.regex_found(gongkai.bare(text), '^[-−(]') }} then -1 else 1 end
        * try_cast({{ gongkai.regex_replace(text, '[^0-9.]', '') }} as {{ type }})
    )
{%- endmacro %}
