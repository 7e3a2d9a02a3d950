{#
    Two codes of one parent never carry the same name in the same year: a printed name could not
    tell them apart.
    Arguments: code_column, name_column, group_columns (list; names are compared within them).
#}
{% test names_are_unique_within_parent(model, code_column, name_column, group_columns=[]) %}

with windows as (

    select
        {%- for column in group_columns %}
        {{ column }},
        {%- endfor %}
        {{ code_column }},
        {{ name_column }},
        valid_from_year,
        coalesce(parent_code, '') as parent_code,
        coalesce(valid_to_year, 9999) as last_year
    from {{ model }}

)

select
    {%- for column in group_columns %}
    one.{{ column }},
    {%- endfor %}
    one.{{ code_column }},
    other.{{ code_column }} as other_code,
    one.parent_code,
    one.{{ name_column }}
from windows as one
inner join windows as other
    on
        one.parent_code = other.parent_code
        and one.{{ name_column }} = other.{{ name_column }}
        and one.{{ code_column }} < other.{{ code_column }}
        and one.valid_from_year <= other.last_year
        and one.last_year >= other.valid_from_year
        {%- for column in group_columns %}
        and one.{{ column }} = other.{{ column }}
        {%- endfor %}

{% endtest %}
