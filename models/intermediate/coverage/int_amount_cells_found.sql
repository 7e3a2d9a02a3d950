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
    left join {{ ref('int_columns_withheld') }} as withheld
        on
            printed.document_id = withheld.document_id
            and printed.table_no = withheld.table_no
            and printed.block_no = withheld.block_no
            and cells.col_no = withheld.col_no
            and withheld.reason = 'other_year'
    where
        withheld.col_no is null
        and printed.row_role = 'body'
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

{#
    Money in a form that no known field holds: short cells that end with a unit, outside texts
    and indicators.
#}
text_values as (
    select distinct value_cell_id as cell_id
    from {{ ref('int_form_fields') }}
    where
        value_type not in ('amount', 'inline')
        and value_cell_id is not null
),

indicator_rows as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_indicator_tokens') }}
    union distinct
    select
        printed.document_id,
        printed.table_no,
        printed.row_no
    from {{ ref('int_rows_classified') }} as printed
    inner join {{ ref('int_indicator_blocks') }} as blocks
        on
            printed.document_id = blocks.document_id
            and printed.table_no = blocks.table_no
            and printed.block_no = blocks.block_no
),

stray_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.page_no,
        cells.cell_text,
        cells.placement,
        printed.statement_code,
        printed.row_role,
        'unknown' as role,
        cells.cell_text as header_path
    from {{ ref('int_cells_unnested') }} as cells
    inner join {{ ref('int_rows_classified') }} as printed
        on
            cells.document_id = printed.document_id
            and cells.table_no = printed.table_no
            and cells.row_no = printed.row_no
    left join text_values
        on cells.cell_id = text_values.cell_id
    left join indicator_rows
        on
            cells.document_id = indicator_rows.document_id
            and cells.table_no = indicator_rows.table_no
            and cells.row_no = indicator_rows.row_no
    where
        printed.statement_code in ('unit_performance_target', 'project_performance_target')
        and printed.row_role <> 'header'
        and text_values.cell_id is null
        and indicator_rows.row_no is null
        and length(cells.bare_text) <= 30
        and {{ regex_found('cells.bare_text', '[0-9](' ~ money_units() ~ '|万)\\)?$') }}
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
    from stray_cells
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
