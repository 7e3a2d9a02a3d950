{#
    The code of every row as its cells print it. 类, 款 and 项 in cells of their own are put
    together; a 类 or 款 that is printed once for several rows counts for all of them.
#}
with

code_columns as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        code_group_no,
        count(*) over (
            partition by document_id, table_no, block_no, code_group_no
        ) as column_count
    from {{ ref('int_columns_resolved') }}
    where role = 'code'
),

code_cells as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.col_no,
        {{ without_marks('cells.bare_text') }} as bare_text,
        code_columns.block_no,
        code_columns.code_group_no
    from {{ ref('int_cells_described') }} as cells
    inner join code_columns
        on {{ same_column('cells', 'code_columns') }}
    where cells.row_role = 'body'
),

rows_with_codes as (
    select
        document_id,
        table_no,
        row_no,
        block_no,
        code_group_no,
        max(col_no) as last_col_no
    from code_cells
    group by document_id, table_no, row_no, block_no, code_group_no
),

places as (
    select
        rows_with_codes.document_id,
        rows_with_codes.table_no,
        rows_with_codes.row_no,
        rows_with_codes.code_group_no,
        rows_with_codes.last_col_no,
        code_columns.col_no,
        code_columns.column_count,
        code_cells.bare_text
    from rows_with_codes
    inner join code_columns
        on
            {{ same_block('rows_with_codes', 'code_columns') }}
            and rows_with_codes.code_group_no = code_columns.code_group_no
            and rows_with_codes.last_col_no >= code_columns.col_no
    left join code_cells
        on
            {{ same_row('rows_with_codes', 'code_cells') }}
            and code_columns.col_no = code_cells.col_no
),

filled as (
    select
        document_id,
        table_no,
        row_no,
        code_group_no,
        col_no,
        column_count,
        coalesce(
            bare_text,
            last_value(
                case when {{ regex_found('bare_text', '^[0-9]+$') }} then bare_text end ignore nulls
            ) over (
                partition by document_id, table_no, code_group_no, col_no
                order by row_no
            )
        ) as part_text
    from places
),

{# 款 and 项 have two digits: where a spreadsheet made numbers of them the zero is lost. #}
parts_in_full as (
    select
        document_id,
        table_no,
        row_no,
        code_group_no,
        col_no,
        column_count,
        part_text,
        column_count > 1
        and {{ regex_found('part_text', '^[0-9]$') }}
        and col_no > min(col_no) over (
            partition by document_id, table_no, row_no, code_group_no
        ) as is_without_zero
    from filled
)

select
    document_id,
    table_no,
    row_no,
    code_group_no,
    string_agg(
        case when is_without_zero then concat('0', part_text) else part_text end, ''
        order by col_no
    ) as code_text,
    case when max(column_count) > 1 then count(part_text) end as code_depth,
    coalesce(bool_or(is_without_zero), false) as is_zero_restored
from parts_in_full
group by document_id, table_no, row_no, code_group_no
