{#
    Every cell of a row with the role of its row and of its column: the one place where cell, row
    and column meet. A column without a header has no role.
#}
select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    cells.col_no,
    cells.cell_id,
    cells.line_no,
    cells.page_no,
    cells.cell_text,
    cells.bare_text,
    cells.header_key,
    cells.header_year,
    cells.year_offset,
    cells.line_key,
    cells.is_number,
    cells.is_number_with_unit,
    cells.placement,
    cells.row_span,
    cells.column_span,
    printed.statement_code,
    printed.is_in_form,
    printed.block_no,
    printed.row_role,
    columns_resolved.role,
    columns_resolved.side,
    columns_resolved.header_path,
    columns_resolved.header_printed,
    columns_resolved.unit_in_header,
    columns_resolved.code_group_no,
    coalesce(columns_resolved.is_figure_or_money, false) as is_figure_or_money,
    {# In a summary each name speaks for what stands to its right up to the next one. #}
    case
        when statements.line_kind = 'summary' then coalesce(columns_resolved.name_group_no, 0)
        else 0
    end as label_group_no
from {{ ref('int_cells_unnested') }} as cells
inner join {{ ref('int_rows_classified') }} as printed
    on {{ same_row('cells', 'printed') }}
left join {{ ref('stg_code__statements') }} as statements
    on printed.statement_code = statements.statement_code
left join {{ ref('int_columns_resolved') }} as columns_resolved
    on
        {{ same_block('printed', 'columns_resolved') }}
        and cells.col_no = columns_resolved.col_no
