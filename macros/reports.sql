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
    Where one printed amount makes a row `cell_id` and `budget_line_key` are its own, else those of the
    first of them: a cell of running text holds several amounts, so the key is what to join by.
#}
{% macro additive_report(report, columns) -%}
    {%- set keys = unit_columns() + columns %}
    {%- set identifying = [
        'summed.document_key', 'summed.budget_unit_key', 'summed.unit_name', 'summed.fiscal_year',
        'summed.stage', 'summed.statement_code',
    ] -%}
    {%- for column in columns %}{% do identifying.append('summed.' ~ column) %}{% endfor %}
with counted_lines as (

    select
        {% for column in keys -%}
            {{ column }},
        {% endfor -%}
        amount_cny,
        cell_id,
        budget_line_key,
        page_no,
        table_no,
        concat(cell_id, ' ', budget_line_key) as place,
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
        {% for column in ['cell_id', 'budget_line_key', 'page_no', 'table_no'] -%}
            min_by({{ column }}, place) as {{ column }},
        {% endfor -%}
        max_by(proof, proof_order) as proof
    from counted_lines
    group by {{ keys | join(', ') }}

)

select
    {% for column in keys -%}
        summed.{{ column }},
    {% endfor -%}
    summed.proof,
    proof_labels.name_zh as proof_zh,
    proof_labels.name_en as proof_en,
    summed.cell_id,
    summed.budget_line_key,
    summed.page_no,
    summed.table_no,
    {{ surrogate_key(identifying) }} as {{ report | replace('rpt_', '') }}_key,
    cast(summed.amount_cny as decimal(18, 2)) as amount_cny,
    cast(summed.line_count as bigint) as line_count
from summed
inner join {{ ref('int_labels') }} as proof_labels
    on
        summed.proof = proof_labels.code
        and proof_labels.kind = 'proof'
{%- endmacro %}
