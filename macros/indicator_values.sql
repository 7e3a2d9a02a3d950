{# Pieces of a printed indicator value. `text` is bare (no white space); signs are those of map_operator, words for them those of map_worded_operator. #}

{# How many numbers stand in the text. #}
{% macro number_count(text) -%}
    length({{ gongkai.regex_replace(
        gongkai.regex_replace(text, '[0-9][0-9,]*(\\.[0-9]+)?', '#'), '[^#]', ''
    ) }})
{%- endmacro %}
