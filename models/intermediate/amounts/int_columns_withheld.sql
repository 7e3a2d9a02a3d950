{#
    Amount columns of which no line may be made: a label column beside them has an unknown header,
    they are of another year, or two of them say the same.
#}
with

amount_columns as (
    select
        document_id,
        table_no,
        block_no,
        col_no
    from {{ ref('int_columns_resolved') }}
    where role = 'amount'
),

first_amounts as (
    select
        document_id,
        table_no,
        block_no,
        min(col_no) as first_amount_col_no
    from amount_columns
    group by document_id, table_no, block_no
),

{#
    Columns with a header in no seed, and columns with numbers left of all amounts without any
    header.
#}
unknown_columns as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        header_path
    from {{ ref('int_columns_resolved') }}
    where
        role = 'unknown'
        and header_year is null
        and year_offset is null
    union all
    select
        cells.document_id,
        cells.table_no,
        cells.block_no,
        cells.col_no,
        '?' as header_path
    from {{ ref('int_cells_described') }} as cells
    inner join first_amounts
        on
            {{ same_block('cells', 'first_amounts') }}
            and cells.col_no < first_amounts.first_amount_col_no
    where
        cells.row_role = 'body'
        and cells.header_path is null
        and cells.is_number
        and cells.statement_code is not null
    group by cells.document_id, cells.table_no, cells.block_no, cells.col_no
),

words_below as (
    select distinct
        document_id,
        table_no,
        block_no,
        col_no
    from {{ ref('int_cells_described') }}
    where
        row_role = 'body'
        and not is_number
),

{#
    Left of all amounts an unknown column is a label; further right it is one when words stand
    in it.
#}
columns_with_words as (
    select distinct
        unknown_columns.document_id,
        unknown_columns.table_no,
        unknown_columns.block_no,
        unknown_columns.col_no
    from unknown_columns
    inner join words_below
        on {{ same_column('unknown_columns', 'words_below') }}
),

unknown_labels as (
    select
        unknown_columns.document_id,
        unknown_columns.table_no,
        unknown_columns.block_no,
        unknown_columns.col_no,
        unknown_columns.header_path
    from unknown_columns
    inner join first_amounts
        on {{ same_block('unknown_columns', 'first_amounts') }}
    left join columns_with_words
        on {{ same_column('unknown_columns', 'columns_with_words') }}
    where
        unknown_columns.col_no < first_amounts.first_amount_col_no
        or columns_with_words.col_no is not null
),

beside_unknown as (
    select
        amount_columns.document_id,
        amount_columns.table_no,
        amount_columns.block_no,
        amount_columns.col_no,
        'unknown_label' as reason
    from amount_columns
    inner join unknown_labels
        on
            {{ same_block('amount_columns', 'unknown_labels') }}
            and amount_columns.col_no > unknown_labels.col_no
    group by
        amount_columns.document_id,
        amount_columns.table_no,
        amount_columns.block_no,
        amount_columns.col_no
),

withheld as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from beside_unknown
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_of_other_years') }}
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_repeated') }}
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    max(reason) as reason
from withheld
group by document_id, table_no, block_no, col_no
