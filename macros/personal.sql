{#
    Names and numbers of persons in text. What is one stands in map_personal_pattern; a pattern has two
    groups, what is kept in front and what is kept behind.
#}

{# What stands in the place of what was masked. #}
{% macro personal_mark() -%}×××{%- endmacro %}

{# The patterns by what they are used for, each as SQL; see patterns_at_hand. #}
{% macro personal_patterns() -%}
    {{ return(gongkai.patterns_at_hand(ref('stg_map__personal_patterns'), 'used_for', [
        'name_in_text', 'name_beside_label', 'phone_in_text', 'phone_beside_label', 'mobile',
        'landline', 'identity_labelled', 'identity_checked', 'email',
    ])) }}
{%- endmacro %}

{# Twice, since what stands behind one may be what stands in front of the next. #}
{% macro persons_masked(text, patterns) -%}
    {%- set masked = namespace(text=text) -%}
    {%- for pattern in patterns -%}
        {%- for time in range(2) -%}
            {%- set masked.text = gongkai.middle_masked(masked.text, pattern) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(masked.text) }}
{%- endmacro %}

{# Those that need a label, the only ones that hold of a line of figures too. #}
{% macro labelled_patterns(patterns) -%}
    {{ return([
        patterns.name_in_text, patterns.phone_in_text, patterns.identity_labelled, patterns.email,
    ]) }}
{%- endmacro %}

{# Text that stands below its header or behind its label, the label being known apart from it. #}
{% macro persons_masked_behind(label, text, patterns) -%}
    substr({{ gongkai.persons_masked(
        'concat(' ~ label ~ ", ':', " ~ text ~ ')', gongkai.labelled_patterns(patterns)
    ) }}, length({{ label }}) + 2)
{%- endmacro %}

{# Every match of a pattern without what stands between its two groups. #}
{% macro middle_masked(text, pattern) -%}
    {{ return(adapter.dispatch('middle_masked', 'gongkai')(text, pattern)) }}
{%- endmacro %}

{% macro default__middle_masked(text, pattern) -%}
    regexp_replace({{ text }}, {{ pattern }}, '$1{{ gongkai.personal_mark() }}$2')
{%- endmacro %}

{% macro duckdb__middle_masked(text, pattern) -%}
    regexp_replace({{ text }}, {{ pattern }}, '\1{{ gongkai.personal_mark() }}\2', 'g')
{%- endmacro %}

{# The text that the first group of a pattern has, of every match. #}
{% macro groups_found(text, pattern) -%}
    regexp_extract_all({{ text }}, {{ pattern }}, 1)
{%- endmacro %}

{# True when the last sign of an identity number is the check digit of the others (GB 11643). #}
{% macro identity_holds(number) -%}
    upper(substr({{ number }}, 18, 1)) = substr('10X98765432', 1 + cast(mod(
        {% for weight in [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] -%}
            {{ weight }} * cast(substr({{ number }}, {{ loop.index }}, 1) as integer)
            {%- if not loop.last %} + {% endif %}
        {%- endfor %}, 11
    ) as integer), 1)
{%- endmacro %}

{# How many times something was masked. #}
{% macro masks_counted(text) -%}
    cast(
        (length({{ text }}) - length(replace({{ text }}, '{{ gongkai.personal_mark() }}', '')))
        / length('{{ gongkai.personal_mark() }}') as integer
    )
{%- endmacro %}
