{#
    The sum of a column equals the sum of another model's column, group by group.
    Groups of the other model that are missing here fail too, and so does a column that is filled in fewer
    rows than minimum_coverage says: a check against NULL must not pass in silence.
    Arguments: to (model), to_column, group_by (list), to_where, tolerance (0), minimum_coverage (1).
#}
{% test sums_to(
    model, column_name, to, to_column, group_by, to_where='true', tolerance=0, minimum_coverage=1
) %}

with parts as (

    select
        {{ group_by | join(',\n        ') }},
        sum({{ column_name }}) as parts_sum,
        count(*) as rows_found,
        count({{ column_name }}) as rows_filled
    from {{ model }}
    group by
        {{ group_by | join(',\n        ') }}

),

totals as (

    select
        {{ group_by | join(',\n        ') }},
        sum({{ to_column }}) as total_sum
    from {{ to }}
    where {{ to_where }}
    group by
        {{ group_by | join(',\n        ') }}

),

compared as (

    select
        {%- for column in group_by %}
        coalesce(parts.{{ column }}, totals.{{ column }}) as {{ column }},
        {%- endfor %}
        parts.parts_sum,
        totals.total_sum,
        parts.rows_found,
        parts.rows_filled
    from parts
    full outer join totals
        on
            {%- for column in group_by %}
            {% if not loop.first %}and {% endif %}parts.{{ column }} = totals.{{ column }}
            {%- endfor %}

)

select
    {{ group_by | join(',\n    ') }},
    parts_sum,
    total_sum,
    rows_found,
    rows_filled
from compared
where
    abs(coalesce(parts_sum, 0) - coalesce(total_sum, 0)) > {{ tolerance }}
    or coalesce(rows_found, 0) = 0
    or rows_filled < rows_found * {{ minimum_coverage }}

{% endtest %}
