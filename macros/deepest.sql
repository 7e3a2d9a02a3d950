{# The value of the deepest header level that has one; rows without a value do not count on any engine. #}
{% macro deepest(column) -%}
    max_by({{ column }}, case when {{ column }} is not null then header_level end)
{%- endmacro %}
