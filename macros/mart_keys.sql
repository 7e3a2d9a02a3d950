{# The identities of the mart, each written down once. All return NULL where the thing is not printed. #}

{# The key of a thing that one code identifies (statement, funding source, category ...). #}
{% macro code_key(code) -%}
    case when {{ code }} is not null then {{ surrogate_key([code]) }} end
{%- endmacro %}

{#
    A budget unit is identified by its jurisdiction and its code, or its name where it has no code.
    Where the jurisdiction is not known, a code alone may be that of another place: code and name.
    In a mart, code and name are those of int_units_identified.
#}
{% macro budget_unit_key(jurisdiction_code, unit_code, unit_name) -%}
    case
        when coalesce({{ unit_code }}, {{ unit_name }}) is not null
            then {{ surrogate_key([
                jurisdiction_code,
                unit_code,
                'case when ' ~ unit_code ~ ' is null or ' ~ jurisdiction_code ~ ' is null then '
                ~ unit_name ~ ' end',
            ]) }}
    end
{%- endmacro %}

{#
    One mention of a unit: what a document prints of it, and beside which project. `mention` holds
    document_id, unit_code, unit_name, project_code and project_name as printed; a document's own
    publisher stands beside no project.
#}
{% macro unit_mention_key(mention, of_project=true) -%}
    {%- set columns = ['document_id', 'unit_code', 'unit_name'] -%}
    {%- set mentioned = [] -%}
    {%- for column in columns %}{% do mentioned.append(mention ~ '.' ~ column) %}{% endfor -%}
    {%- for column in ['project_code', 'project_name'] -%}
        {% do mentioned.append(mention ~ '.' ~ column if of_project else 'null') %}
    {%- endfor -%}
    {{ surrogate_key(mentioned) }}
{%- endmacro %}

{#
    A project of one unit in one year is identified by its code, or by its name where it has no code;
    names are compared without blanks. Where no unit is printed it is one of the document's publisher.
    `identified` holds identified_unit_code, identified_unit_name and identified_project_code; the
    line itself does unless another is given.
#}
{% macro project_key(document, line, identified=none) -%}
    {%- set identified = identified or line -%}
    case
        when coalesce({{ line }}.project_code, {{ line }}.project_name) is not null
            then {{ surrogate_key([
                document ~ '.jurisdiction_code',
                project_unit_key(document, identified),
                document ~ '.fiscal_year',
                'coalesce(' ~ identified ~ '.identified_project_code, ' ~ bare(line ~ '.project_name') ~ ')',
            ]) }}
    end
{%- endmacro %}

{# The unit of a project: the one printed beside it, or else the publisher of the document. #}
{% macro project_unit_key(document, identified) -%}
    coalesce(
        {{ budget_unit_key(
            document ~ '.jurisdiction_code',
            identified ~ '.identified_unit_code',
            identified ~ '.identified_unit_name',
        ) }},
        {{ document }}.budget_unit_key
    )
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

{#
    How the code that a line is about was found: its function or economic item, else its funding
    source. Categories of 三公 are found by the wordings of their seed.
#}
{% macro line_mapping_method(line) -%}
    case
        when
            {{ line }}.line_kind in ('function', 'economic', 'unit_task')
            or ({{ line }}.line_kind = 'summary' and {{ line }}.side = 'expenditure')
            then coalesce({{ line }}.function_mapping_method, {{ line }}.economic_mapping_method)
        when {{ line }}.line_kind = 'three_public' and {{ line }}.item_name is not null then 'alias'
        else coalesce({{ line }}.function_mapping_method, {{ line }}.funding_source_mapping_method)
    end
{%- endmacro %}
