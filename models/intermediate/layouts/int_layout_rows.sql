{#
    Rows of open tables: which are their headers, known or not. Where no header is known it is the
    rows right above the first figure, or above the first indicator of a form; merged cells say how many.
#}
with

rows_counted as (
    select
        document_id,
        table_no,
        row_no,
        filled_count,
        figure_count,
        first_col_no,
        row_span,
        is_caption,
        is_note,
        is_first_of_body
    from {{ ref('int_layout_rows_counted') }}
),

first_rows as (
    select
        document_id,
        table_no,
        min(row_no) as body_row_no
    from rows_counted
    where is_first_of_body
    group by document_id, table_no
),

{# The last row above the body that heads no columns. #}
rows_above as (
    select
        rows_counted.document_id,
        rows_counted.table_no,
        rows_counted.row_no,
        rows_counted.row_span,
        rows_counted.filled_count >= 2
        and rows_counted.figure_count = 0
        and not rows_counted.is_caption as may_head
    from rows_counted
    inner join first_rows
        on
            {{ same_table('rows_counted', 'first_rows') }}
            and rows_counted.row_no < first_rows.body_row_no
),

last_captions as (
    select
        rows_above.document_id,
        rows_above.table_no,
        max(case when not rows_above.may_head then rows_above.row_no end) as row_no,
        max(case when rows_above.may_head then rows_above.row_no end) as last_head_row_no,
        min(case when rows_above.may_head then rows_above.row_no end) as first_head_row_no
    from rows_above
    group by rows_above.document_id, rows_above.table_no
),

merged_heads as (
    select
        rows_above.document_id,
        rows_above.table_no,
        min(rows_above.row_no) as first_row_no
    from rows_above
    inner join last_captions
        on {{ same_table('rows_above', 'last_captions') }}
    where
        rows_above.may_head
        and rows_above.row_no + rows_above.row_span > last_captions.last_head_row_no
    group by rows_above.document_id, rows_above.table_no
),

guessed_from as (
    select
        captions.document_id,
        captions.table_no,
        case
            {# Merged over the last row, the one above heads the columns with it. #}
            when tables_open.is_like_form
                then coalesce(merged.first_row_no, captions.last_head_row_no)
            when captions.last_head_row_no > coalesce(captions.row_no, 0)
                then greatest(coalesce(captions.row_no, 0) + 1, captions.last_head_row_no - 3)
            else captions.first_head_row_no
        end as first_row_no,
        case
            when captions.last_head_row_no > coalesce(captions.row_no, 0)
                then captions.last_head_row_no
            else captions.first_head_row_no
        end as last_row_no
    from last_captions as captions
    inner join {{ ref('int_layout_tables') }} as tables_open
        on {{ same_table('captions', 'tables_open') }}
    left join merged_heads as merged
        on {{ same_table('captions', 'merged') }}
    where captions.last_head_row_no is not null
),

{# Merged over two rows, the first row says that the second one heads columns too, and no third. #}
guessed as (
    select
        guessed_from.document_id,
        guessed_from.table_no,
        guessed_from.first_row_no,
        case
            when rows_above.row_span > 1
                then least(
                    guessed_from.last_row_no, guessed_from.first_row_no + rows_above.row_span - 1
                )
            else guessed_from.last_row_no
        end as last_row_no
    from guessed_from
    inner join rows_above
        on
            {{ same_table('guessed_from', 'rows_above') }}
            and guessed_from.first_row_no = rows_above.row_no
),

known as (
    select
        document_id,
        table_no,
        max(row_no) as last_row_no
    from {{ ref('int_rows_classified') }}
    where row_role = 'header'
    group by document_id, table_no
),

{# What is guessed does not end above a header that is known. #}
guessed_kept as (
    select
        guessed.document_id,
        guessed.table_no,
        guessed.first_row_no,
        guessed.last_row_no
    from guessed
    left join known
        on {{ same_table('guessed', 'known') }}
    where known.last_row_no is null or known.last_row_no <= guessed.last_row_no
),

{# In a form, also what stands above money that no known field holds. #}
heads_of_money as (
    select distinct
        document_id,
        table_no,
        head_row_no as row_no
    from {{ ref('int_form_figures') }}
    where is_money and head_row_no is not null
)

select
    rows_counted.document_id,
    rows_counted.table_no,
    rows_counted.row_no,
    case
        {# A name alone below a header heads nothing. #}
        when
            printed.row_role = 'header'
            and rows_counted.filled_count = 1
            and rows_counted.first_col_no = 1
            then 'body'
        when printed.row_role in ('header', 'numbering') then printed.row_role
        when rows_counted.row_no between guessed.first_row_no and guessed.last_row_no
            then 'header'
        when
            heads_of_money.row_no is not null
            and rows_counted.filled_count > rows_counted.figure_count + 1
            then 'header'
        when rows_counted.row_no < guessed.first_row_no then 'above'
        when rows_counted.is_note then 'note'
        else 'body'
    end as layout_role
from rows_counted
inner join {{ ref('int_rows_classified') }} as printed
    on {{ same_row('rows_counted', 'printed') }}
left join guessed_kept as guessed
    on {{ same_table('rows_counted', 'guessed') }}
left join heads_of_money
    on {{ same_row('rows_counted', 'heads_of_money') }}
