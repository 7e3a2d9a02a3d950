{#
    Columns of labels with a header in no seed that leave open what the amounts to their right are
    of. One beside rows that the known labels tell apart adds to what they say: it is told, and no
    more; years and units of money in it are another thing.
#}
with

first_amounts as (
    select
        document_id,
        table_no,
        block_no,
        min(col_no) as first_amount_col_no
    from {{ ref('int_columns_resolved') }}
    where role = 'amount'
    group by document_id, table_no, block_no
),

cells_of_body as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        col_no,
        cell_text,
        bare_text,
        role,
        header_path,
        statement_code,
        is_number,
        coalesce(role, '') in (
            'code', 'name', 'unit_code', 'unit_name', 'project_name', 'item_name', 'task_name'
        ) as is_label
    from {{ ref('int_cells_described') }}
    where row_role = 'body'
),

unknown_columns as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        first_amounts.first_amount_col_no
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join first_amounts
        on {{ same_block('columns_resolved', 'first_amounts') }}
    where
        columns_resolved.role = 'unknown'
        and columns_resolved.header_year is null
        and columns_resolved.year_offset is null
),

{#
    Left of all amounts an unknown column is a label; further right it is one when words stand
    in it.
#}
unknown_labels as (
    select
        unknown_columns.document_id,
        unknown_columns.table_no,
        unknown_columns.block_no,
        unknown_columns.col_no,
        coalesce(bool_or({{ regex_found(
            'cells.bare_text', '20[0-9]{2}|^(?:' ~ money_units() ~ ')$'
        ) }}), false) as says_year_or_unit
    from unknown_columns
    left join cells_of_body as cells
        on {{ same_column('unknown_columns', 'cells') }}
    group by
        unknown_columns.document_id,
        unknown_columns.table_no,
        unknown_columns.block_no,
        unknown_columns.col_no,
        unknown_columns.first_amount_col_no
    having
        unknown_columns.col_no < unknown_columns.first_amount_col_no
        or bool_or(not cells.is_number)
),

{# What the known labels say of each row with amounts. #}
rows_labelled as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        string_agg(
            case when is_label then concat(cast(col_no as varchar), ' ', bare_text) end, '|'
            order by col_no
        ) as labels
    from cells_of_body
    group by document_id, table_no, block_no, row_no
    having bool_or(is_number and role = 'amount')
),

blocks_told_apart as (
    select
        document_id,
        table_no,
        block_no
    from rows_labelled
    group by document_id, table_no, block_no
    having count(*) = count(distinct labels)
),

{# Numbers left of all amounts without any header. #}
headless_columns as (
    select distinct
        cells.document_id,
        cells.table_no,
        cells.block_no,
        cells.col_no
    from cells_of_body as cells
    inner join first_amounts
        on
            {{ same_block('cells', 'first_amounts') }}
            and cells.col_no < first_amounts.first_amount_col_no
    where
        cells.header_path is null
        and cells.is_number
        and cells.statement_code is not null
)

select
    unknown_labels.document_id,
    unknown_labels.table_no,
    unknown_labels.block_no,
    unknown_labels.col_no
from unknown_labels
left join blocks_told_apart
    on {{ same_block('unknown_labels', 'blocks_told_apart') }}
where
    blocks_told_apart.block_no is null
    or unknown_labels.says_year_or_unit
union all
select
    document_id,
    table_no,
    block_no,
    col_no
from headless_columns
