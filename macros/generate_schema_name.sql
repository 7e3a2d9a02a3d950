{# Schemas carry the names of the rooms (staging, intermediate, mart, seed), without a prefix by target. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
