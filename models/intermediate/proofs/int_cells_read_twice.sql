{#
    What the second reader has where a cell or line stands: the cell of its own table that takes the
    same place (each middle within the other), else the words that stand there. There is no row where
    it has nothing.
#}
with

spots as (
    select distinct
        document_id,
        table_no,
        row_no,
        col_no,
        page_no,
        x_left,
        y_top,
        x_right,
        y_bottom
    from {{ ref('int_cells_unchecked') }}
),

pieces as (
    select
        document_id,
        page_no,
        piece_no,
        piece_text,
        table_no,
        row_no,
        col_no,
        box[1] as x_left,
        box[2] as y_top,
        box[3] as x_right,
        box[4] as y_bottom
    from {{ ref('stg_raw__second_readings') }}
    where box is not null
),

{# Of a table within a table the cell of the like size. #}
cells_met as (
    select
        spots.document_id,
        spots.table_no,
        spots.row_no,
        spots.col_no,
        pieces.piece_text as second_text,
        pieces.table_no as second_table_no,
        pieces.row_no as second_row_no,
        pieces.col_no as second_col_no,
        pieces.x_left,
        pieces.y_top,
        pieces.x_right,
        pieces.y_bottom
    from spots
    inner join pieces
        on
            spots.document_id = pieces.document_id
            and spots.page_no = pieces.page_no
    where
        spots.table_no is not null
        and pieces.table_no is not null
        and {{ is_middle_within('pieces', 'spots') }}
        and {{ is_middle_within('spots', 'pieces') }}
    qualify
        row_number() over (
            partition by spots.document_id, spots.table_no, spots.row_no, spots.col_no
            order by
                abs(
                    (pieces.x_right - pieces.x_left) * (pieces.y_bottom - pieces.y_top)
                    - (spots.x_right - spots.x_left) * (spots.y_bottom - spots.y_top)
                ),
                pieces.piece_no
        ) = 1
),

{# One word whose characters are not all known leaves the whole unread. #}
words_met as (
    select
        spots.document_id,
        spots.table_no,
        spots.row_no,
        spots.col_no,
        case
            when count(pieces.piece_text) = count(*)
                then string_agg(pieces.piece_text, '' order by pieces.piece_no)
        end as second_text,
        min(pieces.x_left) as x_left,
        min(pieces.y_top) as y_top,
        max(pieces.x_right) as x_right,
        max(pieces.y_bottom) as y_bottom
    from spots
    inner join pieces
        on
            spots.document_id = pieces.document_id
            and spots.page_no = pieces.page_no
    left join cells_met
        on {{ same_cell('spots', 'cells_met') }}
    where
        pieces.table_no is null
        and cells_met.document_id is null
        and {{ is_middle_within('pieces', 'spots') }}
    group by spots.document_id, spots.table_no, spots.row_no, spots.col_no
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    second_text,
    second_table_no,
    second_row_no,
    second_col_no,
    x_left,
    y_top,
    x_right,
    y_bottom
from cells_met
union all
select
    document_id,
    table_no,
    row_no,
    col_no,
    second_text,
    cast(null as integer) as second_table_no,
    cast(null as integer) as second_row_no,
    cast(null as integer) as second_col_no,
    x_left,
    y_top,
    x_right,
    y_bottom
from words_met
