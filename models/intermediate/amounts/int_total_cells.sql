{# Cells that call their row a total, whichever column they stand in. #}
select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    cells.col_no,
    totals.wording as total_wording
from {{ ref('int_cells_described') }} as cells
inner join {{ ref('int_total_wordings') }} as totals
    on cells.line_key = totals.wording
where cells.row_role = 'body'
