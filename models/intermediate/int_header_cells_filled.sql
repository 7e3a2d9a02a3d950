{#
    Header cells with the merged ones filled to the right, level by level, as far as their group
    reaches.
#}
with

header_rows as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        cast(row_number() over (
            partition by document_id, table_no, block_no
            order by row_no
        ) as integer) as header_level
    from {{ ref('int_rows_classified') }}
    where row_role = 'header'
),

header_cells as (
    select
        header_rows.document_id,
        header_rows.table_no,
        header_rows.block_no,
        header_rows.header_level,
        cells.row_no,
        cells.col_no,
        cells.cell_text,
        cells.header_key
    from header_rows
    inner join {{ ref('int_cells_unnested') }} as cells
        on
            header_rows.document_id = cells.document_id
            and header_rows.table_no = cells.table_no
            and header_rows.row_no = cells.row_no
),

columns_headed as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        max(header_level) as deepest_level
    from header_cells
    group by document_id, table_no, block_no, col_no
),

places as (
    select
        columns_headed.document_id,
        columns_headed.table_no,
        columns_headed.block_no,
        columns_headed.col_no,
        columns_headed.deepest_level,
        header_rows.header_level
    from columns_headed
    inner join header_rows
        on
            columns_headed.document_id = header_rows.document_id
            and columns_headed.table_no = header_rows.table_no
            and columns_headed.block_no = header_rows.block_no
            and columns_headed.deepest_level >= header_rows.header_level
),

nearest_left as (
    select
        places.document_id,
        places.table_no,
        places.block_no,
        places.col_no,
        places.header_level,
        places.deepest_level,
        max(header_cells.col_no) as source_col_no
    from places
    inner join header_cells
        on
            places.document_id = header_cells.document_id
            and places.table_no = header_cells.table_no
            and places.block_no = header_cells.block_no
            and places.header_level = header_cells.header_level
            and places.col_no >= header_cells.col_no
    group by
        places.document_id,
        places.table_no,
        places.block_no,
        places.col_no,
        places.header_level,
        places.deepest_level
),

within_group as (
    select
        here.document_id,
        here.table_no,
        here.block_no,
        here.col_no,
        here.header_level,
        here.source_col_no
    from nearest_left as here
    left join nearest_left as above
        on
            here.document_id = above.document_id
            and here.table_no = above.table_no
            and here.block_no = above.block_no
            and here.col_no = above.col_no
            and here.header_level = above.header_level + 1
    where
        here.source_col_no = here.col_no
        or (
            here.header_level < here.deepest_level
            and here.source_col_no >= coalesce(above.source_col_no, 1)
        )
)

select
    within_group.document_id,
    within_group.table_no,
    within_group.block_no,
    within_group.col_no,
    within_group.header_level,
    within_group.source_col_no,
    header_cells.row_no,
    header_cells.cell_text,
    header_cells.header_key
from within_group
inner join header_cells
    on
        within_group.document_id = header_cells.document_id
        and within_group.table_no = header_cells.table_no
        and within_group.block_no = header_cells.block_no
        and within_group.header_level = header_cells.header_level
        and within_group.source_col_no = header_cells.col_no
