{#
    What makes a wide report readable without a join: the unit that is meant and its place, the first
    day of the year, and both labels beside each code. `labelled` maps columns of codes to the kind of
    int_labels; `of_unit` lists columns of int_units_described. A model writes the names into its last
    SELECT, the columns and the joins where it reads its rows.
#}

{% macro unit_and_place() -%}
    {{ return(['unit_name_resolved', 'prefecture_name', 'province_name']) }}
{%- endmacro %}

{# The codes that sums of lines by statement and source have. #}
{% macro labels_of_sums() -%}
    {{ return({
        'stage': 'stage', 'statement_code': 'statement', 'funding_source_code': 'funding_source',
        'expenditure_nature': 'expenditure_nature',
    }) }}
{%- endmacro %}

{# A code column without its ending is what the label is of: statement_code -> statement_name. #}
{% macro label_of(column) -%}
    {{ return(column[:-5] ~ '_name' if column.endswith('_code') else column) }}
{%- endmacro %}

{% macro label_names(labelled) -%}
    {%- set names = [] -%}
    {%- for column in labelled -%}
        {%- do names.append(label_of(column) ~ '_zh') -%}
        {%- do names.append(label_of(column) ~ '_en') -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{% macro label_columns(labelled) -%}
    {%- set columns = [] -%}
    {%- for column in labelled -%}
        {%- for language in ['zh', 'en'] -%}
            {%- do columns.append(
                label_of(column) ~ '_labels.name_' ~ language
                ~ ' as ' ~ label_of(column) ~ '_' ~ language
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{% macro label_joins(rows, labelled) -%}
    {%- for column, kind in labelled.items() -%}
        left join {{ ref('int_labels') }} as {{ label_of(column) }}_labels
            on
                {{ rows }}.{{ column }} = {{ label_of(column) }}_labels.code
                and {{ label_of(column) }}_labels.kind = '{{ kind }}'
        {% endfor -%}
{%- endmacro %}

{% macro names_described(labelled, of_unit=none) -%}
    {{ return((of_unit or unit_and_place()) + ['fiscal_year_start_date'] + label_names(labelled)) }}
{%- endmacro %}

{% macro columns_described(labelled, of_unit=none) -%}
    {%- set columns = [] -%}
    {%- for column in of_unit or unit_and_place() -%}
        {%- do columns.append('units_described.' ~ column) -%}
    {%- endfor -%}
    {%- do columns.append('years.year_start_date as fiscal_year_start_date') -%}
    {{ (columns + label_columns(labelled)) | join(',\n        ') }}
{%- endmacro %}

{# `rows` has the keys of document and unit, fiscal_year and the columns of codes. #}
{% macro joins_described(rows, labelled) -%}
    left join {{ ref('int_units_described') }} as units_described
        on
            {{ rows }}.document_key = units_described.document_key
            and {{ rows }}.budget_unit_key = units_described.budget_unit_key
    left join {{ ref('int_fiscal_years') }} as years
        on {{ rows }}.fiscal_year = years.fiscal_year
    {{ label_joins(rows, labelled) }}
{%- endmacro %}
