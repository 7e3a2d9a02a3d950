{# The identities of the mart, each written down once. All return NULL where the thing is not printed. #}

{# The key of a thing that one code identifies (statement, funding source, category ...). #}
{% macro code_key(code) -%}
    case when {{ code }} is not null then {{ surrogate_key([code]) }} end
{%- endmacro %}

{#
    A budget unit is identified by its jurisdiction and its code, or its name where it has no code.
    Where the jurisdiction is not known, a code alone may be that of another place: code and name.
    Code and name are those that are meant, as in int_units_identified.
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

{# The code of the department that a unit's code begins with. #}
{% macro department_of(unit_code) -%}
    substr({{ unit_code }}, 1, {{ var('department_code_length') }})
{%- endmacro %}

{#
    One mention of a unit: what a document prints of it, and beside which project. `mention` holds
    document_id, unit_code, unit_name, project_code and project_name as printed.
#}
{% macro unit_mention_key(mention) -%}
    {%- set mentioned = [] -%}
    {%- for column in ['document_id', 'unit_code', 'unit_name', 'project_code', 'project_name'] -%}
        {%- do mentioned.append(mention ~ '.' ~ column) -%}
    {%- endfor -%}
    {{ surrogate_key(mentioned) }}
{%- endmacro %}

{#
    A project of one unit in one year is identified by its code, or by its name where it has no code;
    `wording` is the name without blanks.
#}
{% macro project_key(jurisdiction_code, unit_key, fiscal_year, project_code, wording) -%}
    {{ surrogate_key([
        jurisdiction_code, unit_key, fiscal_year, 'coalesce(' ~ project_code ~ ', ' ~ wording ~ ')',
    ]) }}
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

{# A code as the key of a join: one that was printed and not matched has none, listed or not. #}
{% macro matched_code(code, mapping_method) -%}
    case when coalesce({{ mapping_method }}, '') <> 'unmapped' then {{ code }} end
{%- endmacro %}

{#
    The code whose row a line is joined with: its own, or where that is not matched the class or
    section that is known of it (a row of int_codes_known_in_part). The rows beside a total say
    nothing of it.
#}
{% macro code_to_key(line, kind, known_in_part) -%}
    case
        when coalesce({{ line }}.{{ kind }}_mapping_method, '') <> 'unmapped'
            then {{ line }}.{{ kind }}_code
        when {{ known_in_part }}.told_by = 'code' or not {{ line }}.is_total
            then {{ known_in_part }}.code
    end
{%- endmacro %}

{#
    How the code that a line is about was found: its function or economic item, else its funding
    source. Categories of 三公 are found by the wordings of their seed.
#}
{% macro line_mapping_method(line) -%}
    case
        when
            {{ line }}.line_kind in ('function', 'economic', 'government_economic', 'unit_task')
            or ({{ line }}.line_kind = 'summary' and {{ line }}.side = 'expenditure')
            then coalesce({{ line }}.function_mapping_method, {{ line }}.economic_mapping_method)
        when {{ line }}.line_kind = 'three_public' and {{ line }}.item_name is not null then 'alias'
        else coalesce({{ line }}.function_mapping_method, {{ line }}.funding_source_mapping_method)
    end
{%- endmacro %}
