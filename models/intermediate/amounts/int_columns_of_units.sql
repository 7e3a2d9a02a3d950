{#
    Columns of amounts whose rows are named by units alone: in tables by function, beside projects or
    what is bought, where names of units stand in a table of purchases or assets, and where the 三公
    categories stand in columns. Elsewhere 单位名称 names the line itself.
#}
{%- set patterns = publisher_patterns(['ending']) %}
with

columns_naming_units as (
    select
        label_columns.document_id,
        label_columns.table_no,
        label_columns.block_no,
        label_columns.col_no,
        label_columns.name_col_no,
        statements.line_kind,
        label_columns.project_col_no is not null as has_projects,
        coalesce(label_columns.project_col_no, label_columns.item_col_no) is not null as has_items
    from {{ ref('int_label_columns') }} as label_columns
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('label_columns', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where label_columns.names_units
),

blocks_of_categories as (
    select distinct
        document_id,
        table_no,
        block_no
    from {{ ref('int_columns_resolved') }}
    where three_public_category <> 'total'
),

columns_with_units as (
    select
        columns_naming_units.document_id,
        columns_naming_units.table_no,
        columns_naming_units.name_col_no
    from columns_naming_units
    inner join {{ ref('int_cells_unnested') }} as cells
        on
            {{ same_table('columns_naming_units', 'cells') }}
            and columns_naming_units.name_col_no = cells.col_no
    where {{ wording_found('cells.bare_text', patterns.ending, behind='$') }}
    group by
        columns_naming_units.document_id, columns_naming_units.table_no,
        columns_naming_units.name_col_no
)

select
    columns_naming_units.document_id,
    columns_naming_units.table_no,
    columns_naming_units.block_no,
    columns_naming_units.col_no
from columns_naming_units
left join blocks_of_categories
    on {{ same_block('columns_naming_units', 'blocks_of_categories') }}
left join columns_with_units
    on
        {{ same_table('columns_naming_units', 'columns_with_units') }}
        and columns_naming_units.name_col_no = columns_with_units.name_col_no
where
    columns_naming_units.line_kind = 'function'
    or (columns_naming_units.line_kind = 'project' and columns_naming_units.has_projects)
    or (
        columns_naming_units.line_kind in ('procurement', 'asset')
        and (columns_naming_units.has_items or columns_with_units.table_no is not null)
    )
    or blocks_of_categories.table_no is not null
