{#
    Every fact that the columns name is a table that says so itself: a model with the test
    holds_its_lines. A line kind sent to a fact that does not exist would lose its lines.
#}
{% test names_facts(model, columns) %}

{%- set facts = [''] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == 'test'
        and (node.test_metadata or {}).get('name') == 'holds_its_lines' -%}
        {%- do facts.append(node.attached_node.split('.')[-1]) -%}
    {%- endfor -%}
{%- endif -%}

{%- for column in columns %}
select distinct
    '{{ column }}' as column_name,
    {{ column }} as fact_named
from {{ model }}
where
    {{ column }} is not null
    and {{ column }} not in ('{{ facts | join("', '") }}')
{% if not loop.last %}union all{% endif %}
{%- endfor %}

{% endtest %}
