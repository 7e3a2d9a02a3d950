{# Findings of every room have the same columns; here they stand once. #}

{# Every column of a finding, in order, with its type. #}
{% macro finding_columns() -%}
    {{ return([
        ('document_id', 'varchar'),
        ('finding_code', 'varchar'),
        ('reason', 'varchar'),
        ('page_no', 'integer'),
        ('table_no', 'integer'),
        ('row_no', 'integer'),
        ('col_no', 'integer'),
        ('cell_id', 'varchar'),
        ('evidence', 'varchar'),
        ('reader_words', 'varchar'),
    ]) }}
{%- endmacro %}

{#
    The union of findings: each part with the columns that it has besides document, code and
    evidence; the others are NULL. What a line says twice in the same words is told once.
#}
{% macro findings_united(parts) -%}
    {%- for part, columns in parts.items() %}
    {% if not loop.first %}union all
    {% endif -%}
    select distinct
        {%- for column, type in gongkai.finding_columns() %}
        {% if column in ['document_id', 'finding_code', 'evidence'] + columns -%}
        {{ column }}
        {%- else -%}
        cast(null as {{ type }}) as {{ column }}
        {%- endif %}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ part }}
    {%- endfor %}
{%- endmacro %}
