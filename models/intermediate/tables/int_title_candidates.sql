{#
    Texts that may be the title of a table: the lines above it and its name, the rows above its first
    figure, and what two lines or the cells of a row say together.
#}
with

captions as (
    select
        document_id,
        table_no,
        line_no,
        caption_place,
        caption_text,
        bare_text
    from {{ ref('int_table_captions') }}
),

rows_on_top as (
    select
        document_id,
        table_no,
        row_no,
        min(line_no) as line_no,
        count(*) as cell_count,
        string_agg(cell_text, ' ' order by col_no) as row_text,
        bool_or(is_number) as has_number
    from {{ ref('int_cells_unnested') }}
    where row_no <= 60
    group by document_id, table_no, row_no
),

rows_above_figures as (
    select
        document_id,
        table_no,
        row_no,
        line_no,
        cell_count,
        row_text
    from (
        select
            document_id,
            table_no,
            row_no,
            line_no,
            cell_count,
            row_text,
            bool_or(has_number) over (
                partition by document_id, table_no
                order by row_no
            ) as is_below_figure
        from rows_on_top
    ) as placed
    where not is_below_figure
),

lines_in_order as (
    select
        document_id,
        table_no,
        line_no,
        caption_text,
        lag(caption_text) over (
            partition by document_id, table_no
            order by line_no
        ) as text_above
    from captions
    where caption_place = 'above'
),

candidates as (
    select
        document_id,
        table_no,
        line_no,
        caption_place,
        caption_text
    from captions
    where caption_place in ('above', 'name')
    union all
    select
        cells.document_id,
        cells.table_no,
        cells.line_no,
        'inside' as caption_place,
        cells.cell_text as caption_text
    from {{ ref('int_cells_unnested') }} as cells
    inner join rows_above_figures as printed
        on {{ same_row('cells', 'printed') }}
    where printed.cell_count <= 3
    union all
    select
        document_id,
        table_no,
        line_no,
        'joined' as caption_place,
        row_text as caption_text
    from rows_above_figures
    where cell_count between 2 and 8
    union all
    select
        document_id,
        table_no,
        line_no,
        'joined' as caption_place,
        concat(text_above, ' ', caption_text) as caption_text
    from lines_in_order
    where text_above is not null
)

select
    document_id,
    table_no,
    line_no,
    caption_place,
    caption_text,
    {{ bare('caption_text') }} as bare_text
from candidates
where length({{ bare('caption_text') }}) <= 80
