{# Every cell with an amount, whether it became a line, and whether that line may be a fact. #}
with

cells_seen as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        max(page_no) as page_no,
        string_agg(amount_printed, ' ' order by part_no) as cell_text,
        max(placement) as placement,
        max(statement_code) as statement_code,
        max(role) as role,
        max(header_path) as header_path,
        max(withheld_reason) as withheld_reason
    from {{ ref('int_amounts_seen') }}
    group by document_id, table_no, row_no, col_no, cell_id
),

cells_of_lines as (
    select distinct cell_id
    from {{ ref('int_budget_lines') }}
    union distinct
    select distinct cell_id
    from {{ ref('int_indicators') }}
)

select
    cells_seen.document_id,
    cells_seen.table_no,
    cells_seen.row_no,
    cells_seen.col_no,
    cells_seen.cell_id,
    cells_seen.page_no,
    cells_seen.cell_text,
    cells_seen.placement,
    cells_seen.statement_code,
    cells_seen.role,
    cells_seen.header_path,
    cells_seen.withheld_reason,
    cells_of_lines.cell_id is not null as is_line,
    cells_loaded.cell_id is not null as is_loaded
from cells_seen
left join cells_of_lines
    on cells_seen.cell_id = cells_of_lines.cell_id
left join {{ ref('int_cells_loaded') }} as cells_loaded
    on cells_seen.cell_id = cells_loaded.cell_id
