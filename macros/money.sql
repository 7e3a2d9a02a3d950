{#
    The units of money as a pattern, longest first. The same units stand in code_money_unit; a test
    compares both.
#}
{% macro money_units() -%}
    亿元|千万元|百万元|十万元|万元|萬元|千元|仟元|百元|亿|万|元|圆
{%- endmacro %}

{# Those that tell money by themselves: in running text 万 counts people as well. #}
{% macro money_units_in_text() -%}
    {%- set units = [] -%}
    {%- for unit in gongkai.money_units().split('|') if unit.endswith('元') -%}
        {%- do units.append(unit) -%}
    {%- endfor -%}
    {{ units | join('|') }}
{%- endmacro %}

{# What one in the last digit of an amount of running text is worth: 100 yuan in 3.20 万元. #}
{% macro last_digit_worth(amount_printed, factor) -%}
    {{ factor }} / power(10, length(coalesce(
        {{ gongkai.regex_group(amount_printed, '[.]([0-9]+)$') }}, ''
    )))
{%- endmacro %}
