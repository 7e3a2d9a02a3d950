{#
    What the rows of open tables say of the columns of amounts: a column filled beside wages and
    contributions is of basic expenditure, one that is blank there is of projects; items of wages and of
    goods part personnel from public cost.
#}
with

rows_told as (
    select distinct
        cells.document_id,
        cells.table_no,
        cells.row_no,
        traits.trait
    from {{ ref('int_layout_cells') }} as cells
    inner join {{ ref('int_layout_word_traits') }} as traits
        on
            cells.line_key = traits.said
            and traits.found_in = 'row'
    where not cells.is_figure
    union distinct
    select distinct
        document_id,
        table_no,
        row_no,
        case when bare_text like '302%' then 'public_items' else 'personnel_items' end as trait
    from {{ ref('int_layout_cells') }}
    where
        is_economic_code
        and (bare_text like '301%' or bare_text like '302%' or bare_text like '303%')
),

amount_columns as (
    select
        document_id,
        table_no,
        col_no
    from {{ ref('int_layout_columns') }}
    where trait = 'holds_amounts'
),

filled as (
    select
        rows_told.document_id,
        rows_told.table_no,
        rows_told.trait,
        amount_columns.col_no,
        count(*) as row_count,
        count(case when cells.amount > 0 then 1 end) as filled_count
    from rows_told
    inner join amount_columns
        on {{ same_table('rows_told', 'amount_columns') }}
    left join {{ ref('int_layout_cells') }} as cells
        on
            {{ same_row('rows_told', 'cells') }}
            and amount_columns.col_no = cells.col_no
    where rows_told.trait in ('wages', 'operation', 'public_items', 'personnel_items')
    group by
        rows_told.document_id, rows_told.table_no, rows_told.trait, amount_columns.col_no
)

select
    document_id,
    table_no,
    cast(null as integer) as col_no,
    trait
from rows_told
where trait not in ('wages', 'operation', 'public_items', 'personnel_items')
group by document_id, table_no, trait
union all
select
    document_id,
    table_no,
    col_no,
    concat(
        case when filled_count * 5 >= row_count * 4 then 'filled_at_' else 'blank_at_' end, trait
    ) as trait
from filled
where
    (row_count >= 2 or trait in ('operation', 'wages'))
    and (filled_count * 5 >= row_count * 4 or filled_count * 5 <= row_count)
