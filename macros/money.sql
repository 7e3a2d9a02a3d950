{# The units of money as a pattern, longest first. The same units stand in code_money_unit; a test compares both. #}
{% macro money_units() -%}
    亿元|百万元|万元|千元|元
{%- endmacro %}
