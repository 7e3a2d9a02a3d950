{#
    Blank cells of a row that prints a total or a part of it: there nothing is printed, which is
    nothing and no gap. One row a cell, with the cell of the row by which its meaning is known.
#}
with

lines_placed as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.amount_cny,
        printed.block_no
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('amounts', 'printed') }}
),

rows_split as (
    select distinct
        wholes.document_id,
        wholes.table_no,
        wholes.row_no,
        wholes.block_no,
        wholes.col_no as total_col_no
    from lines_placed as wholes
    inner join {{ ref('int_column_sums') }} as sums
        on
            {{ same_block('wholes', 'sums') }}
            and wholes.col_no = sums.total_col_no
    inner join lines_placed as parts
        on
            {{ same_row('wholes', 'parts') }}
            and sums.part_col_no = parts.col_no
    where parts.amount_cny <> 0
),

cells_of_parts as (
    select
        rows_split.document_id,
        rows_split.table_no,
        rows_split.row_no,
        rows_split.block_no,
        sums.part_col_no as col_no,
        min(rows_split.total_col_no) as label_col_no,
        {{ cell_id(
            'rows_split.document_id', 'rows_split.table_no', 'rows_split.row_no', 'sums.part_col_no'
        ) }} as cell_id
    from rows_split
    inner join {{ ref('int_column_sums') }} as sums
        on
            {{ same_block('rows_split', 'sums') }}
            and rows_split.total_col_no = sums.total_col_no
    group by
        rows_split.document_id, rows_split.table_no, rows_split.row_no, rows_split.block_no,
        sums.part_col_no
    union all
    {# A total that is not printed beside its part. #}
    select
        parts.document_id,
        parts.table_no,
        parts.row_no,
        parts.block_no,
        sums.total_col_no as col_no,
        min(parts.col_no) as label_col_no,
        {{ cell_id(
            'parts.document_id', 'parts.table_no', 'parts.row_no', 'sums.total_col_no'
        ) }} as cell_id
    from lines_placed as parts
    inner join {{ ref('int_column_sums') }} as sums
        on
            {{ same_block('parts', 'sums') }}
            and parts.col_no = sums.part_col_no
    left join rows_split
        on
            {{ same_row('parts', 'rows_split') }}
            and sums.total_col_no = rows_split.total_col_no
    where
        parts.amount_cny <> 0
        and rows_split.row_no is null
    group by
        parts.document_id, parts.table_no, parts.row_no, parts.block_no, sums.total_col_no
)

{# Of a cell that is a part and a total the first is taken; what was read is not blank. #}
select
    parts.document_id,
    parts.table_no,
    parts.row_no,
    parts.block_no,
    parts.col_no,
    parts.cell_id,
    min(parts.label_col_no) as label_col_no
from cells_of_parts as parts
left join {{ ref('int_amounts_seen') }} as seen
    on parts.cell_id = seen.cell_id
where seen.cell_id is null
group by
    parts.document_id, parts.table_no, parts.row_no, parts.block_no, parts.col_no, parts.cell_id
