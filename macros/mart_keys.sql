{# The identities of the mart, each written down once. All return NULL where the thing is not printed. #}

{# The key of a thing that one code identifies (statement, funding source, category ...). #}
{% macro code_key(code) -%}
    case when {{ code }} is not null then {{ surrogate_key([code]) }} end
{%- endmacro %}

{# A budget unit is identified by its jurisdiction, its code and its name. #}
{% macro budget_unit_key(jurisdiction_code, unit_code, unit_name) -%}
    case
        when coalesce({{ unit_code }}, {{ unit_name }}) is not null
            then {{ surrogate_key([jurisdiction_code, unit_code, unit_name]) }}
    end
{%- endmacro %}

{# A project of one unit in one year is identified by its code, or by its name where no code is printed. #}
{% macro project_key(document, line) -%}
    case
        when coalesce({{ line }}.project_code, {{ line }}.project_name) is not null
            then {{ surrogate_key([
                document ~ '.jurisdiction_code',
                line ~ '.unit_code',
                line ~ '.unit_name',
                document ~ '.fiscal_year',
                'coalesce(' ~ line ~ '.project_code, ' ~ line ~ '.project_name)',
            ]) }}
    end
{%- endmacro %}

{# One printed amount: the place it was read from and what distinguishes two amounts of one text line. #}
{% macro budget_line_key(line) -%}
    {%- set distinguishing = [
        'document_id', 'cell_id', 'line_kind', 'statement_code', 'side', 'row_no', 'col_no',
        'function_code_printed', 'function_name_printed', 'economic_code_printed',
        'economic_name_printed', 'project_code', 'project_name', 'funding_source_code', 'horizon',
        'expenditure_nature', 'cost_category', 'item_name', 'amount_printed',
    ] -%}
    {%- set columns = [] -%}
    {%- for column in distinguishing %}{% do columns.append(line ~ '.' ~ column) %}{% endfor -%}
    {{ surrogate_key(columns) }}
{%- endmacro %}

{# One printed indicator row. #}
{% macro indicator_key(indicator) -%}
    {%- set distinguishing = [
        'document_id', 'cell_id', 'scope', 'project_code', 'project_name', 'horizon', 'table_no',
        'row_no', 'col_no', 'seq', 'indicator_name',
    ] -%}
    {%- set columns = [] -%}
    {%- for column in distinguishing %}{% do columns.append(indicator ~ '.' ~ column) %}{% endfor -%}
    {{ surrogate_key(columns) }}
{%- endmacro %}

{# True where a year lies in the edition interval of a code; an open end is valid for good. #}
{% macro is_valid_in(year, edition) -%}
    {{ year }} between {{ edition }}.valid_from_year and coalesce({{ edition }}.valid_to_year, 9999)
{%- endmacro %}

{# How the code of a line was found; categories of 三公 are found by the wordings of their seed. #}
{% macro line_mapping_method(line) -%}
    coalesce(
        {{ line }}.function_mapping_method,
        {{ line }}.economic_mapping_method,
        {{ line }}.funding_source_mapping_method,
        case
            when {{ line }}.line_kind = 'three_public' and {{ line }}.item_name is not null
                then 'alias'
        end
    )
{%- endmacro %}
