{# The name of one printed cell: document, table, row, column. #}
{% macro cell_id(document_id, table_no, row_no, col_no) -%}
    concat({{ document_id }}, ':t', {{ table_no }}, ':r', {{ row_no }}, ':c', {{ col_no }})
{%- endmacro %}

{# The name of one line of running text. #}
{% macro line_id(document_id, line_no) -%}
    concat({{ document_id }}, ':l', {{ line_no }})
{%- endmacro %}
