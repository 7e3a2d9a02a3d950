{# The columns that lines from tables and from forms share, so that both can be set one below the other. #}
{% macro budget_line_columns() -%}
    document_id, statement_code, line_kind, side, unit_code, unit_name,
    function_code_printed, function_name_printed, function_code, function_mapping_method,
    economic_code_printed, economic_name_printed, economic_code, economic_mapping_method,
    project_code, project_name, funding_source_code, funding_source_mapping_method, funding_source_printed, horizon,
    expenditure_nature, cost_category, item_name, quantity, quantity_unit, is_total, stage, code_depth,
    amount_printed, cell_id, scale_id, page_no, table_no, row_no, col_no, placement
{%- endmacro %}
