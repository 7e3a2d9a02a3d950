{#
    Rows of purchases and assets that name less than the rows of their table that are lines: an item
    is a line, else a project, a name, or the unit where the table names nothing else. The row of a
    unit or project above its items is their sum, and a row without any label that of the table. Of
    purchases that are named by neither item nor project, beside no 合计, one may hold the others; not
    where columns say what is bought.
#}
with

labels_of_rows as (
    select
        lines_found.document_id,
        lines_found.table_no,
        lines_found.row_no,
        bool_or(lines_found.line_kind = 'procurement') as is_purchase,
        bool_or(lines_found.is_total_wording) as is_total_wording,
        bool_or(lines_found.column_item is not null) as is_split,
        max(case
            when lines_found.item_printed is not null then 4
            when lines_found.project_printed is not null then 3
            when lines_found.name_printed is not null then 2
            when keyed.unit_name_printed is not null then 1
            else 0
        end) as label_depth
    from {{ ref('int_table_lines_found') }} as lines_found
    left join {{ ref('int_line_names_keyed') }} as keyed
        on lines_found.cell_id = keyed.cell_id
    where lines_found.line_kind in ('procurement', 'asset')
    group by lines_found.document_id, lines_found.table_no, lines_found.row_no
),

rows_compared as (
    select
        document_id,
        table_no,
        row_no,
        is_purchase,
        is_total_wording,
        is_split,
        label_depth,
        bool_or(is_total_wording) over (partition by document_id, table_no) as has_total,
        max(case when not is_total_wording then label_depth end) over (
            partition by document_id, table_no
        ) as depth_of_lines
    from labels_of_rows
)

select
    document_id,
    table_no,
    row_no
from rows_compared
where
    not is_total_wording
    and (
        label_depth < depth_of_lines
        or (
            is_purchase and not is_split and label_depth < 3 and (label_depth = 0 or not has_total)
        )
    )
