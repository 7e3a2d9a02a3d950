{#
    The units of money as a pattern, longest first. The same units stand in code_money_unit; a test
    compares both.
#}
{% macro money_units() -%}
    亿元|千万元|百万元|十万元|万元|萬元|千元|仟元|亿|万|元|圆
{%- endmacro %}
