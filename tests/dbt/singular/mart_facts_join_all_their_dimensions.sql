{#
    No row of a fact is lost or doubled by inner joins with all its dimensions at once. Keys are read
    from the contracts: a column <thing>_key of a fact belongs to the model dim_<thing>, if there is
    one, so that a new fact is tested too; named here, it is built before. What holds within the
    dimensions of a jurisdiction holds within those of all documents.
#}
{{ config(meta={'scope': 'jurisdiction'}) }}
-- depends_on: {{ ref('fct_asset') }}
-- depends_on: {{ ref('fct_debt') }}
-- depends_on: {{ ref('fct_economic_expenditure') }}
-- depends_on: {{ ref('fct_function_expenditure') }}
-- depends_on: {{ ref('fct_narrative_amount') }}
-- depends_on: {{ ref('fct_performance_indicator') }}
-- depends_on: {{ ref('fct_printed_total') }}
-- depends_on: {{ ref('fct_procurement') }}
-- depends_on: {{ ref('fct_project_funding') }}
-- depends_on: {{ ref('fct_revenue') }}
-- depends_on: {{ ref('fct_three_public') }}
-- depends_on: {{ ref('fct_transfer') }}
-- depends_on: {{ ref('dim_budget_unit') }}
-- depends_on: {{ ref('dim_cost_category') }}
-- depends_on: {{ ref('dim_document') }}
-- depends_on: {{ ref('dim_economic') }}
-- depends_on: {{ ref('dim_expenditure_nature') }}
-- depends_on: {{ ref('dim_fiscal_year') }}
-- depends_on: {{ ref('dim_function') }}
-- depends_on: {{ ref('dim_funding_source') }}
-- depends_on: {{ ref('dim_horizon') }}
-- depends_on: {{ ref('dim_indicator_category') }}
-- depends_on: {{ ref('dim_line_kind') }}
-- depends_on: {{ ref('dim_measurement_unit') }}
-- depends_on: {{ ref('dim_project') }}
-- depends_on: {{ ref('dim_revenue_category') }}
-- depends_on: {{ ref('dim_stage') }}
-- depends_on: {{ ref('dim_statement') }}
{% set facts = [] -%}
{%- set dimensions = {} -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- if node.name.startswith('fct_') -%}
            {%- do facts.append(node) -%}
        {%- elif node.name.startswith('dim_') -%}
            {%- do dimensions.update({node.name[4:] ~ '_key': node.relation_name}) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
with counted as (

    {% for fact in facts -%}
        select
            '{{ fact.name }}' as fact_name,
            (select count(*) from {{ fact.relation_name }}) as row_count,
            (
                select count(*)
                from {{ fact.relation_name }} as facts
                {%- for key, dimension in dimensions.items() if key in fact.columns %}
                inner join {{ dimension }} as of_{{ key }}
                    on facts.{{ key }} = of_{{ key }}.{{ key }}
                {%- endfor %}
            ) as joined_count
        {% if not loop.last %}union all{% endif %}
    {% else -%}
        select
            'none' as fact_name,
            0 as row_count,
            0 as joined_count
    {% endfor %}
)

select
    fact_name,
    row_count,
    joined_count
from counted
where row_count <> joined_count
