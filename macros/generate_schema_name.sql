{#
  Schemas carry the names of the rooms (staging, intermediate, mart, seed), without a prefix by target.
  The published file is a database `mart` without schemas of its own.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (target.schema if target.name == 'published' else custom_schema_name or target.schema) | trim }}
{%- endmacro %}
