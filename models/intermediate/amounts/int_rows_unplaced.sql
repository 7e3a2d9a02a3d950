{#
    Rows of tables by code of which no amount could be placed in a column: what they print is to be
    matched all the same, for an unknown code may be the very reason.
#}
with

cells_of_rows as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        cells.cell_id,
        cells.cell_text,
        cells.placement,
        cells.statement_code,
        cells.role,
        cells.is_number and cells.role = 'amount' and cells.placement <> 'unplaced'
            as is_placed_amount
    from {{ ref('int_cells_described') }} as cells
    inner join {{ ref('stg_code__statements') }} as statements
        on cells.statement_code = statements.statement_code
    where
        cells.row_role = 'body'
        and statements.line_kind in ('function', 'economic', 'government_economic')
),

rows_without_amounts as (
    select
        document_id,
        table_no,
        row_no,
        min(statement_code) as statement_code,
        min(case when placement = 'unplaced' then cell_id end) as cell_id,
        min_by(cell_text, case when role = 'name' then col_no end) as name_text
    from cells_of_rows
    group by document_id, table_no, row_no
    having
        bool_or(placement = 'unplaced')
        and not bool_or(coalesce(is_placed_amount, false))
),

codes as (
    select
        document_id,
        table_no,
        row_no,
        min_by(code_text, code_group_no) as code_text
    from {{ ref('int_codes_printed') }}
    group by document_id, table_no, row_no
)

select
    rows_without_amounts.document_id,
    rows_without_amounts.table_no,
    rows_without_amounts.row_no,
    rows_without_amounts.statement_code,
    rows_without_amounts.cell_id,
    codes.code_text as code_printed,
    {{ line_key('rows_without_amounts.name_text') }} as name_key,
    {{ without_remark(line_key('rows_without_amounts.name_text')) }} as name_key_short
from rows_without_amounts
inner join codes
    on {{ same_row('rows_without_amounts', 'codes') }}
left join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('rows_without_amounts', 'recognised') }}
where
    {{ regex_found('codes.code_text', '^[0-9]+$') }}
    and (
        length(codes.code_text) in (3, 4, 5, 7, 8)
        or recognised.title_scope = 'government'
    )
