{#
    An interval does not end before it begins; an open end passes.
    Arguments: end_column.
#}
{% test is_in_order(model, column_name, end_column) %}

select
    {{ column_name }},
    {{ end_column }}
from {{ model }}
where {{ end_column }} < {{ column_name }}

{% endtest %}
