{#
    Columns that every additive report has in front: whose money, of which year and stage. The last
    ones say where it was taken from.
#}
{% macro unit_columns() -%}
    {{ return([
        'budget_unit_key', 'unit_code', 'unit_name', 'department_name', 'jurisdiction_code',
        'jurisdiction_name', 'prefecture_name', 'province_name', 'fiscal_year',
        'fiscal_year_start_date', 'stage', 'stage_zh', 'stage_en', 'statement_code',
        'statement_name_zh', 'statement_name_en', 'document_key', 'document_file', 'sum_basis',
    ]) }}
{%- endmacro %}

{#
    An additive report: the lines that count in it, one row for each combination of its own columns.
    Where one printed amount makes a row `cell_id` is its cell, else that of the first of them.
#}
{% macro additive_report(report, columns) -%}
    {%- set keys = unit_columns() + columns %}
with counted_lines as (

    select
        {% for column in keys -%}
            {{ column }},
        {% endfor -%}
        amount_cny,
        cell_id,
        proof,
        proof_order
    from {{ ref('int_counted_lines_described') }}
    where counted_in = '{{ report }}'

),

summed as (

    select
        {% for column in keys -%}
            {{ column }},
        {% endfor -%}
        sum(amount_cny) as amount_cny,
        count(*) as line_count,
        min(cell_id) as cell_id,
        max_by(proof, proof_order) as proof
    from counted_lines
    group by {{ keys | join(', ') }}

)

select
    {{ surrogate_key(
        ['document_key', 'budget_unit_key', 'unit_name', 'fiscal_year', 'stage', 'statement_code']
        + columns
    ) }} as {{ report | replace('rpt_', '') }}_key,
    {% for column in keys -%}
        {{ column }},
    {% endfor -%}
    cast(amount_cny as decimal(18, 2)) as amount_cny,
    cast(line_count as bigint) as line_count,
    proof,
    cell_id
from summed
{%- endmacro %}
