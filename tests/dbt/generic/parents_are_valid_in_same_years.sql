{#
    The parent of a row is valid in every year of the row. Windows of one parent do not overlap, so
    the years they share with the child, summed up, are exactly the years of the child. A row below
    the top level without a parent fails too, and so does a row of the top level with one.
    Arguments: code_column, top_level, group_columns (list; a parent is sought within them).
#}
{% test parents_are_valid_in_same_years(model, code_column, top_level, group_columns=[]) %}

with windows as (

    select
        {%- for column in group_columns %}
        {{ column }},
        {%- endfor %}
        {{ code_column }},
        level,
        parent_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ model }}

),

matched as (

    select
        {%- for column in group_columns %}
        child.{{ column }},
        {%- endfor %}
        child.{{ code_column }},
        child.level,
        child.parent_code,
        child.valid_from_year,
        child.last_year,
        case
            when parent.{{ code_column }} is null then 0
            else
                least(child.last_year, parent.last_year)
                - greatest(child.valid_from_year, parent.valid_from_year) + 1
        end as shared_years
    from windows as child
    left join windows as parent
        on
            child.parent_code = parent.{{ code_column }}
            and child.valid_from_year <= parent.last_year
            and child.last_year >= parent.valid_from_year
            {%- for column in group_columns %}
            and child.{{ column }} = parent.{{ column }}
            {%- endfor %}

)

select
    {%- for column in group_columns %}
    {{ column }},
    {%- endfor %}
    {{ code_column }},
    level,
    parent_code,
    valid_from_year,
    last_year,
    sum(shared_years) as shared_years
from matched
group by
    {%- for column in group_columns %}
    {{ column }},
    {%- endfor %}
    {{ code_column }},
    level,
    parent_code,
    valid_from_year,
    last_year
having
    (level <> '{{ top_level }}' and sum(shared_years) <> last_year - valid_from_year + 1)
    or (level = '{{ top_level }}' and parent_code is not null)

{% endtest %}
