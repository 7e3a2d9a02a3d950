{# Every cell that looks like an amount, wherever it stands, and whether it became a line. #}
with

number_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.page_no,
        cells.cell_text,
        cells.placement,
        recognised.statement_code,
        printed.row_role,
        columns_resolved.role,
        columns_resolved.header_path
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            cells.document_id = recognised.document_id
            and cells.table_no = recognised.table_no
    inner join {{ ref('int_rows_classified') }} as printed
        on
            cells.document_id = printed.document_id
            and cells.table_no = printed.table_no
            and cells.row_no = printed.row_no
    left join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            printed.document_id = columns_resolved.document_id
            and printed.table_no = columns_resolved.table_no
            and printed.block_no = columns_resolved.block_no
            and cells.col_no = columns_resolved.col_no
    where
        printed.row_role = 'body'
        and cells.is_number
        and (
            columns_resolved.role in ('amount', 'unknown')
            or (
                columns_resolved.role is null
                and {{ regex_found('cells.bare_text', '^[-(]?[0-9][0-9,]*\\.[0-9]{2}\\)?$') }}
            )
        )
),

form_cells as (
    select distinct
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.page_no,
        amounts.amount_printed as cell_text,
        amounts.placement,
        recognised.statement_code,
        'form' as row_role,
        'amount' as role,
        amounts.funding_source_printed as header_path
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            amounts.document_id = recognised.document_id
            and amounts.table_no = recognised.table_no
),

{# Money with its unit in the same cell, in a column of amounts. #}
worded_cells as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        amount_printed as cell_text,
        placement,
        statement_code,
        'body' as row_role,
        'amount' as role,
        header_path
    from {{ ref('int_table_amounts') }}
),

found as (
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        cell_text,
        placement,
        statement_code,
        row_role,
        role,
        header_path
    from number_cells
    union distinct
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        cell_text,
        placement,
        statement_code,
        row_role,
        role,
        header_path
    from form_cells
    union distinct
    select
        document_id,
        table_no,
        row_no,
        col_no,
        cell_id,
        page_no,
        cell_text,
        placement,
        statement_code,
        row_role,
        role,
        header_path
    from worded_cells
),

loaded as (
    select distinct cell_id
    from {{ ref('int_budget_lines') }}
    union distinct
    select distinct cell_id
    from {{ ref('int_indicators') }}
)

select
    found.document_id,
    found.table_no,
    found.row_no,
    found.col_no,
    found.cell_id,
    max(found.page_no) as page_no,
    max(found.cell_text) as cell_text,
    max(found.placement) as placement,
    max(found.statement_code) as statement_code,
    max(found.role) as role,
    max(found.header_path) as header_path,
    bool_or(loaded.cell_id is not null) as is_loaded
from found
left join loaded
    on found.cell_id = loaded.cell_id
group by found.document_id, found.table_no, found.row_no, found.col_no, found.cell_id
