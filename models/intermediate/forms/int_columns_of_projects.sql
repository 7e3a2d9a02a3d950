{#
    Columns of a table of indicators, below a header that no seed knows, that say something of whole
    projects (年度绩效目标, 项目概况): filled only where a project begins, and left of all that says
    something of an indicator or merged over just the rows of the project. Their header cannot be that
    of a sign, a unit or a level of an indicator.
#}
with

columns_headed as (
    select distinct
        document_id,
        table_no,
        block_no,
        header_col_no as col_no,
        role
    from {{ ref('int_columns_resolved') }}
),

blocks as (
    select
        document_id,
        table_no,
        block_no,
        max(case when role = 'project_name' then col_no end) as project_col_no,
        min(
            case
                when
                    role in (
                        'level1', 'level2', 'indicator_name', 'value', 'operator',
                        'measurement_unit', 'weight'
                    )
                    then col_no
            end
        ) as first_indicator_col_no
    from columns_headed
    group by document_id, table_no, block_no
    having
        count(case when role = 'project_name' then 1 end) = 1
        and count(case when role = 'indicator_name' then 1 end) > 0
),

projects as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        cells.block_no,
        cells.row_span
    from {{ ref('int_cells_described') }} as cells
    inner join blocks
        on
            {{ same_block('cells', 'blocks') }}
            and cells.col_no = blocks.project_col_no
    where cells.row_role <> 'header'
),

level_words as (
    select distinct {{ bare('wording') }} as wording
    from {{ ref('stg_map__levels') }}
),

columns_filled as (
    select
        columns_headed.document_id,
        columns_headed.table_no,
        columns_headed.block_no,
        columns_headed.col_no,
        min(blocks.first_indicator_col_no) as first_indicator_col_no,
        bool_and(projects.row_no is not null and level_words.wording is null) as is_beside_projects,
        bool_and(cells.row_span = projects.row_span) as is_merged_alike,
        max(projects.row_span) as largest_span
    from columns_headed
    inner join blocks
        on {{ same_block('columns_headed', 'blocks') }}
    inner join {{ ref('int_cells_described') }} as cells
        on {{ same_column('columns_headed', 'cells') }}
    left join projects
        on {{ same_row('cells', 'projects') }}
    left join level_words
        on cells.bare_text = level_words.wording
    where
        columns_headed.role = 'unknown'
        and cells.row_role <> 'header'
        and cells.bare_text <> ''
    group by
        columns_headed.document_id, columns_headed.table_no, columns_headed.block_no,
        columns_headed.col_no
)

select
    document_id,
    table_no,
    block_no,
    col_no
from columns_filled
where
    is_beside_projects
    and (
        col_no < first_indicator_col_no
        or (is_merged_alike and largest_span > 1)
    )
