{#
    Where a code is matched, the surrogate key of its dimension is found.
    Arguments: code_column. Rows may be narrowed with config.where.
#}
{% test has_key_when_coded(model, column_name, code_column) %}

select
    {{ code_column }},
    count(*) as rows_without_key
from {{ model }}
where
    {{ code_column }} is not null
    and {{ column_name }} is null
group by {{ code_column }}

{% endtest %}
