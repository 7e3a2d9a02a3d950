{#
    Header cells over the columns they stand for: as far as they are merged where the document
    says so, else to the right, level by level, as far as their group reaches.
#}
with

{# 类, 款 and 项 may stand in one printed row with the total: the left of it is header. #}
rows_with_code_parts as (
    select
        printed.document_id,
        printed.table_no,
        printed.block_no,
        printed.row_no
    from {{ ref('int_rows_classified') }} as printed
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('printed', 'cells') }}
    inner join {{ ref('stg_map__headers') }} as headers
        on
            cells.header_key = headers.wording
            and headers.value_type = 'code_part'
    where printed.row_role = 'body'
    group by printed.document_id, printed.table_no, printed.block_no, printed.row_no
    having count(*) > 1
),

header_rows as (
    select
        printed.document_id,
        printed.table_no,
        printed.block_no,
        printed.row_no,
        cast(row_number() over (
            partition by printed.document_id, printed.table_no, printed.block_no
            order by printed.row_no
        ) as integer) as header_level,
        rows_with_code_parts.row_no is not null as is_mixed
    from {{ ref('int_rows_classified') }} as printed
    left join rows_with_code_parts
        on {{ same_row('printed', 'rows_with_code_parts') }}
    where
        printed.row_role = 'header'
        or rows_with_code_parts.row_no is not null
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
        cells.header_key,
        cells.header_year,
        cells.year_offset,
        cells.column_span
    from header_rows
    inner join {{ ref('int_cells_unnested') }} as cells
        on {{ same_row('header_rows', 'cells') }}
    left join {{ ref('stg_map__headers') }} as headers
        on cells.header_key = headers.wording
    where not header_rows.is_mixed or headers.value_type = 'code_part'
),

{# One merged cell shows that the document tells of merged cells. #}
blocks_with_spans as (
    select
        document_id,
        table_no,
        block_no
    from header_cells
    group by document_id, table_no, block_no
    having max(column_span) > 1
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

columns_filled as (
    select distinct
        document_id,
        table_no,
        col_no
    from {{ ref('int_cells_unnested') }}
),

within_span as (
    select
        header_cells.document_id,
        header_cells.table_no,
        header_cells.block_no,
        columns_filled.col_no,
        header_cells.header_level,
        header_cells.col_no as source_col_no
    from header_cells
    inner join blocks_with_spans
        on {{ same_block('header_cells', 'blocks_with_spans') }}
    inner join columns_filled
        on
            {{ same_table('header_cells', 'columns_filled') }}
            and header_cells.col_no <= columns_filled.col_no
            and header_cells.col_no + header_cells.column_span > columns_filled.col_no
),

nearest_left as (
    select
        columns_headed.document_id,
        columns_headed.table_no,
        columns_headed.block_no,
        columns_headed.col_no,
        columns_headed.deepest_level,
        header_cells.header_level,
        max(header_cells.col_no) as source_col_no
    from columns_headed
    inner join header_cells
        on
            {{ same_block('columns_headed', 'header_cells') }}
            and columns_headed.deepest_level >= header_cells.header_level
            and columns_headed.col_no >= header_cells.col_no
    left join blocks_with_spans
        on {{ same_block('columns_headed', 'blocks_with_spans') }}
    where blocks_with_spans.block_no is null
    group by
        columns_headed.document_id,
        columns_headed.table_no,
        columns_headed.block_no,
        columns_headed.col_no,
        columns_headed.deepest_level,
        header_cells.header_level
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
            {{ same_column('here', 'above') }}
            and here.header_level = above.header_level + 1
    where
        here.source_col_no = here.col_no
        or (
            here.header_level < here.deepest_level
            and here.source_col_no >= coalesce(above.source_col_no, 1)
        )
),

filled as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        header_level,
        source_col_no
    from within_span
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        header_level,
        source_col_no
    from within_group
)

select
    filled.document_id,
    filled.table_no,
    filled.block_no,
    filled.col_no,
    filled.header_level,
    filled.source_col_no,
    header_cells.row_no,
    header_cells.cell_text,
    header_cells.header_key,
    header_cells.header_year,
    header_cells.year_offset
from filled
inner join header_cells
    on
        {{ same_block('filled', 'header_cells') }}
        and filled.header_level = header_cells.header_level
        and filled.source_col_no = header_cells.col_no
