{#
    What a second reading says of an amount that arithmetic does not reach. It agrees where it has the
    same text, in the row of the same labels and the column of the same headers; it differs where it
    has other figures and the same words about them. Other words, an unknown character or what a
    page holds and does not show say nothing.
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
        second.second_text,
        second.second_table_no,
        second.second_row_no,
        second.second_col_no,
        second.x_left,
        second.y_top,
        second.x_right,
        second.y_bottom,
        coalesce({{ bare('printed.printed_text') }} = {{ bare('second.second_text') }}, false)
            as is_same_text
    from {{ ref('int_cells_unchecked') }} as printed
    left join {{ ref('int_cells_read_twice') }} as second
        on
            printed.document_id = second.document_id
            and printed.row_no = second.row_no
            and coalesce(printed.table_no, 0) = coalesce(second.table_no, 0)
            and coalesce(printed.col_no, 0) = coalesce(second.col_no, 0)
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
        others.stands,
        case
            when others.is_same_text and others.stands = 'row' then coalesce(
                themselves.second_table_no = others.second_table_no
                and themselves.second_row_no = others.second_row_no,
                {{ is_middle_along('themselves', 'others') }}
                or {{ is_middle_along('others', 'themselves') }}
            )
            when others.is_same_text then coalesce(
                themselves.second_table_no = others.second_table_no
                and themselves.second_col_no = others.second_col_no,
                {{ is_middle_across('themselves', 'others') }}
                or {{ is_middle_across('others', 'themselves') }}
            )
        end as is_beside_too
    from themselves
    inner join read_twice as others
        on themselves.cell_id = others.cell_id
    where others.stands <> 'self'
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

{# Raised figures are marks of notes, which the second reader does not tell from others. #}
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
        when parted.printed_words = '' and themselves.second_table_no is not null then true
        else parted.printed_words = parted.second_words and not parted.is_part_of_second
    end as differs
from themselves
inner join parted
    on themselves.cell_id = parted.cell_id
left join placed
    on themselves.cell_id = placed.cell_id
left join pages_with_content_not_shown
    on
        themselves.document_id = pages_with_content_not_shown.document_id
        and themselves.page_no = pages_with_content_not_shown.page_no
