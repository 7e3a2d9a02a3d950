{# Patterns that seeds give, as expressions of SQL. #}

{# The patterns of some purposes of map_text_wording by purpose, each as SQL; see patterns_at_hand. #}
{% macro wording_patterns(purposes) -%}
    {{ return(gongkai.patterns_at_hand(ref('int_wording_patterns'), 'used_for', purposes)) }}
{%- endmacro %}

{# The patterns of some kinds of map_publisher_wording by kind, each as SQL; see patterns_at_hand. #}
{% macro publisher_patterns(kinds) -%}
    {{ return(gongkai.patterns_at_hand(ref('int_publisher_patterns'), 'kind', kinds)) }}
{%- endmacro %}

{#
    Patterns of a relation by their names, each as an expression of SQL: its text where the relation is
    built, a query of it where it is not, as in a unit test. An engine makes a pattern that it reads as
    text once, and one that stands in a row anew for each row, which took most of a build.
#}
{% macro patterns_at_hand(relation, name_column, names) -%}
    {%- set texts = {} -%}
    {%- if execute and not relation.is_cte and load_cached_relation(relation) -%}
        {%- for row in run_query('select ' ~ name_column ~ ', pattern from ' ~ relation) -%}
            {%- do texts.update({row[0]: row[1]}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set patterns = {} -%}
    {%- for name in names -%}
        {%- if name in texts -%}
            {%- do patterns.update({name: dbt.string_literal(dbt.escape_single_quotes(texts[name]))}) -%}
        {%- else -%}
            {%- do patterns.update({
                name: '(select pattern from ' ~ relation ~ ' where ' ~ name_column ~ " = '" ~ name ~ "')"
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(patterns) }}
{%- endmacro %}

{# Patterns as one: any of them. #}
{% macro patterns_joined(patterns) -%}
    {{ return('concat(' ~ patterns | join(", '|', ") ~ ')') }}
{%- endmacro %}
