{#
    What a second reading says of an amount that arithmetic does not reach. It agrees where it has the
    same text, in the row of the same labels and the column of the same headers; it differs where it
    has other figures and the same words about them, or has the text in another column. Other words,
    an unknown character or what a page holds and does not show say nothing.
#}
with

read_twice as (
    select
        printed.document_id,
        printed.cell_id,
        printed.stands,
        printed.table_no,
        printed.row_no,
        printed.col_no,
        printed.page_no,
        printed.printed_text,
        again.second_text,
        again.second_table_no,
        again.second_row_no,
        again.second_col_no,
        again.x_left,
        again.y_top,
        again.x_right,
        again.y_bottom,
        coalesce({{ bare('printed.printed_text') }} = {{ bare('again.second_text') }}, false)
            as is_same_text
    from {{ ref('int_cells_unchecked') }} as printed
    left join {{ ref('int_cells_read_twice') }} as again
        on
            printed.document_id = again.document_id
            and printed.row_no = again.row_no
            and coalesce(printed.table_no, 0) = coalesce(again.table_no, 0)
            and coalesce(printed.col_no, 0) = coalesce(again.col_no, 0)
),

themselves as (
    select
        document_id,
        cell_id,
        table_no,
        row_no,
        col_no,
        page_no,
        printed_text,
        second_text,
        second_table_no,
        second_row_no,
        second_col_no,
        x_left,
        y_top,
        x_right,
        y_bottom,
        is_same_text
    from read_twice
    where stands = 'self' and second_text is not null
),

{# Whether a cell with the same text in both readings stands beside the amount in both. #}
beside as (
    select
        themselves.cell_id,
        neighbours.stands,
        case
            when not neighbours.is_same_text then null
            when
                neighbours.stands = 'row'
                and neighbours.second_table_no = themselves.second_table_no
                then neighbours.second_row_no = themselves.second_row_no
            when neighbours.stands = 'row'
                then
                    {{ is_middle_along('themselves', 'neighbours') }}
                    or {{ is_middle_along('neighbours', 'themselves') }}
            when neighbours.second_table_no = themselves.second_table_no
                then neighbours.second_col_no = themselves.second_col_no
            else
                {{ is_middle_across('themselves', 'neighbours') }}
                or {{ is_middle_across('neighbours', 'themselves') }}
        end as is_beside_too
    from themselves
    inner join read_twice as neighbours
        on themselves.cell_id = neighbours.cell_id
    where neighbours.stands <> 'self'
),

{# A row or column is the same where at least one of its other cells says so and none denies it. #}
beside_judged as (
    select
        cell_id,
        stands,
        coalesce(bool_and(is_beside_too), false) as is_same
    from beside
    group by cell_id, stands
),

placed as (
    select
        cell_id,
        bool_and(is_same) as is_same_place
    from beside_judged
    group by cell_id
),

{# The second reader has nothing in its cell there and the same text elsewhere in the row. #}
moved as (
    select distinct themselves.cell_id
    from themselves
    inner join {{ ref('stg_raw__second_readings') }} as pieces
        on
            themselves.document_id = pieces.document_id
            and themselves.page_no = pieces.page_no
            and themselves.second_table_no = pieces.table_no
            and themselves.second_row_no = pieces.row_no
            and {{ bare('themselves.printed_text') }} = {{ bare('pieces.piece_text') }}
    where themselves.second_text = ''
),

{# Raised figures are marks of notes, which the second reader does not tell from neighbours. #}
parted as (
    select
        cell_id,
        {% for reader in ['printed', 'second'] -%}
            {{ regex_replace(bare(reader ~ '_text'), '[^0-9.-]', '') }} as {{ reader }}_figures,
            {{ regex_replace(bare(reader ~ '_text'), '[0-9.,-]', '') }} as {{ reader }}_words,
        {% endfor -%}
        {{ regex_found('printed_text', note_marks()) }} as has_marks,
        strpos({{ bare('second_text') }}, {{ bare('printed_text') }}) > 0 as is_part_of_second
    from themselves
),

pages_with_content_not_shown as (
    select distinct
        document_id,
        page_no
    from {{ ref('stg_raw__left_out') }}
    where page_no is not null
)

select
    themselves.document_id,
    themselves.cell_id,
    themselves.page_no,
    themselves.table_no,
    themselves.row_no,
    themselves.col_no,
    themselves.printed_text,
    themselves.second_text,
    themselves.is_same_text and coalesce(placed.is_same_place, true) as agrees,
    parted.printed_figures <> parted.second_figures
    and not parted.has_marks
    and pages_with_content_not_shown.document_id is null
    and case
        when themselves.second_text = '' then moved.cell_id is not null
        when parted.printed_words = '' and themselves.second_table_no is not null then true
        else parted.printed_words = parted.second_words and not parted.is_part_of_second
    end as differs
from themselves
inner join parted
    on themselves.cell_id = parted.cell_id
left join placed
    on themselves.cell_id = placed.cell_id
left join moved
    on themselves.cell_id = moved.cell_id
left join pages_with_content_not_shown
    on
        themselves.document_id = pages_with_content_not_shown.document_id
        and themselves.page_no = pages_with_content_not_shown.page_no
