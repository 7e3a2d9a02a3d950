{#
    Two members stand in every dimension, so that a fact has a key of each of its dimensions: what is
    printed and known to no list (unmapped), and what is not printed (not_printed). Their labels are
    the vocabulary `unknown_member`, their keys are the same in all dimensions.
#}

{% macro unknown_member_key(code) -%}
    {{ surrogate_key(["'" ~ code ~ "'"]) }}
{%- endmacro %}

{#
    The key that a dimension is joined by, never NULL. `is_printed` is the condition under which what
    has no key was printed; without it, what has no key was not printed.
#}
{% macro key_or_unknown(key, is_printed=none) -%}
    coalesce(
        {{ key }},
        {%- if is_printed %}
        case when {{ is_printed }} then {{ unknown_member_key('unmapped') }} end,
        {%- endif %}
        {{ unknown_member_key('not_printed') }}
    )
{%- endmacro %}

{#
    The key of something known, NULL for the two members: what a left join leaves out where a report
    prints NULL for what is unknown, or takes the thing from elsewhere.
#}
{% macro known_key(key) -%}
    nullif(
        nullif({{ key }}, {{ unknown_member_key('unmapped') }}),
        {{ unknown_member_key('not_printed') }}
    )
{%- endmacro %}

{#
    The rows of a dimension with the two members behind them.

    Arguments:
        rows     relation or CTE that holds the columns
        columns  columns of the dimension, in their order
        members  column -> expression over the vocabulary (code, name_zh, name_en, description,
                 display_order); other columns are NULL
#}
{% macro with_unknown_members(rows, columns, members) -%}
select
    {{ columns | join(',\n    ') }}
from {{ rows }}
union all
select
    {%- for column in columns %}
    {{ members.get(column, 'null') }} as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('stg_code__vocabularies') }}
where vocabulary = 'unknown_member'
{%- endmacro %}
