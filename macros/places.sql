{# The name of one printed cell: document, table, row, column. #}
{% macro cell_id(document_id, table_no, row_no, col_no) -%}
    concat({{ document_id }}, ':t', {{ table_no }}, ':r', {{ row_no }}, ':c', {{ col_no }})
{%- endmacro %}

{# The name of one row of a table, which the names of its cells begin with. #}
{% macro row_id(document_id, table_no, row_no) -%}
    concat({{ document_id }}, ':t', {{ table_no }}, ':r', {{ row_no }})
{%- endmacro %}

{# The row that a cell stands in by its name; the name of a line of text is its own. #}
{% macro row_of_cell(cell_id) -%}
    {{ gongkai.regex_replace(cell_id, ':c[0-9]+$', '') }}
{%- endmacro %}

{# The column that a cell of a table stands in by its name; NULL for a line of text. #}
{% macro column_of_cell(cell_id) -%}
    cast(
        nullif(substr({{ cell_id }}, length({{ gongkai.row_of_cell(cell_id) }}) + 3), '') as integer
    )
{%- endmacro %}

{# The name of one line of running text. #}
{% macro line_id(document_id, line_no) -%}
    concat({{ document_id }}, ':l', {{ line_no }})
{%- endmacro %}

{# Two things stand in the same table. #}
{% macro same_table(one, other) -%}
    {{ one }}.document_id = {{ other }}.document_id
    and {{ one }}.table_no = {{ other }}.table_no
{%- endmacro %}

{# Two things stand in the same row of a table. #}
{% macro same_row(one, other) -%}
    {{ same_table(one, other) }}
    and {{ one }}.row_no = {{ other }}.row_no
{%- endmacro %}

{# Two things stand in the same cell. #}
{% macro same_cell(one, other) -%}
    {{ same_row(one, other) }}
    and {{ one }}.col_no = {{ other }}.col_no
{%- endmacro %}

{# Two things stand below the same header. #}
{% macro same_block(one, other) -%}
    {{ same_table(one, other) }}
    and {{ one }}.block_no = {{ other }}.block_no
{%- endmacro %}

{# Two things stand in the same column below the same header. #}
{% macro same_column(one, other) -%}
    {{ same_block(one, other) }}
    and {{ one }}.col_no = {{ other }}.col_no
{%- endmacro %}

{# The middle of one box on a page stands within the other. #}
{% macro is_middle_within(one, other) -%}
    (
        {{ gongkai.is_middle_across(one, other) }}
        and {{ gongkai.is_middle_along(one, other) }}
    )
{%- endmacro %}

{# The same from left to right, as of things in one column. #}
{% macro is_middle_across(one, other) -%}
    ({{ one }}.x_left + {{ one }}.x_right) / 2 between {{ other }}.x_left and {{ other }}.x_right
{%- endmacro %}

{# The same from top to bottom, as of things in one row. #}
{% macro is_middle_along(one, other) -%}
    ({{ one }}.y_top + {{ one }}.y_bottom) / 2 between {{ other }}.y_top and {{ other }}.y_bottom
{%- endmacro %}
