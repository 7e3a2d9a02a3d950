{#
    Columns of figures below no known header: what stands above them, what their figures look like, and
    whether sums of them hold. A header that no seed knows counts as a text above the first figure.
#}
with

cells as (
    select
        document_id,
        table_no,
        block_no,
        row_no,
        col_no,
        column_span,
        bare_text,
        is_number,
        amount,
        says
    from {{ ref('int_cells_headless') }}
    where not is_in_form
),

{# A text alone in its row is a title or a label. #}
rows_filled as (
    select
        document_id,
        table_no,
        row_no,
        count(*) as filled_count
    from cells
    group by document_id, table_no, row_no
),

codes as (
    select distinct code
    from {{ ref('int_codes_listed') }}
),

labels_of_counts as (
    select distinct
        document_id,
        table_no,
        row_no
    from cells
    where says in ('counts', 'either')
),

{# Figures in order: a page never comes before the one above. #}
figures as (
    select
        cells.document_id,
        cells.table_no,
        cells.block_no,
        cells.row_no,
        cells.col_no,
        cells.bare_text,
        cells.amount,
        codes.code is not null as is_code,
        labels_of_counts.row_no is not null as is_counted,
        cells.amount >= coalesce(lag(cells.amount) over in_column, cells.amount) as is_in_order
    from cells
    left join codes
        on cells.bare_text = codes.code
    left join labels_of_counts
        on {{ same_row('cells', 'labels_of_counts') }}
    where cells.is_number and cells.amount is not null
    window in_column as (
        partition by cells.document_id, cells.table_no, cells.block_no, cells.col_no
        order by cells.row_no
    )
),

counted as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        min(row_no) as first_row_no,
        count(*) as figure_count,
        count(distinct amount) as distinct_count,
        min(amount) as least_amount,
        max(amount) as greatest_amount,
        sum(amount) as column_sum,
        bool_and(is_in_order) as is_in_order,
        count(case when is_code then 1 end) as code_count,
        count(case when is_counted then 1 end) as counted_count,
        count(case when {{ regex_found('bare_text', '^(?:19|20)[0-9]{2}$') }} then 1 end)
            as year_count,
        count(case when {{ regex_found(
            'bare_text', '^20[0-9]{2}[.]?(?:0[1-9]|1[0-2])(?:[.]?[0-3][0-9])?$'
        ) }} then 1 end) as date_count,
        count(case when {{ regex_found(
            'bare_text', '^0[0-9]|^1[3-9][0-9]{9}$|^[0-9]{12,}$'
        ) }} then 1 end) as identifier_count,
        count(distinct substr(bare_text, 1, 2)) = 1
        and min(length(bare_text)) = max(length(bare_text))
        and min(length(bare_text)) >= 5 as is_alike,
        bool_or({{ regex_found('bare_text', '[.,]') }}) as has_points
    from figures
    group by document_id, table_no, block_no, col_no
),

{# The lowest text above a column that says what it holds. #}
heads as (
    select
        counted.document_id,
        counted.table_no,
        counted.block_no,
        counted.col_no,
        max_by(above.says, above.row_no) as says
    from counted
    inner join cells as above
        on
            {{ same_table('counted', 'above') }}
            and counted.first_row_no > above.row_no
            and counted.col_no >= above.col_no
            and counted.col_no < above.col_no + coalesce(above.column_span, 1)
    inner join rows_filled
        on
            {{ same_row('above', 'rows_filled') }}
            and rows_filled.filled_count > 1
    where above.says is not null
    group by counted.document_id, counted.table_no, counted.block_no, counted.col_no
)

select
    counted.document_id,
    counted.table_no,
    counted.block_no,
    counted.col_no,
    heads.says as head_says,
    counted.greatest_amount,
    counted.has_points,
    counted.year_count = counted.figure_count
    or counted.date_count = counted.figure_count as is_of_dates,
    counted.code_count * 2 > counted.figure_count
    or counted.identifier_count * 2 > counted.figure_count as is_of_codes,
    counted.is_alike and counted.figure_count >= 3 as is_alike,
    counted.figure_count >= 2
    and not counted.has_points
    and counted.distinct_count = counted.figure_count
    and counted.least_amount in (0, 1)
    and counted.greatest_amount - counted.least_amount + 1 = counted.figure_count as is_of_ordinals,
    counted.figure_count >= 4
    and counted.is_in_order
    and not counted.has_points
    and counted.greatest_amount < 1000 as is_of_pages,
    counted.counted_count * 2 >= counted.figure_count as is_of_counts,
    counted.figure_count >= 3
    and counted.greatest_amount > 0
    and counted.greatest_amount * 2 = counted.column_sum as is_summed,
    summed.col_no is not null as is_summed_across
from counted
left join heads
    on {{ same_column('counted', 'heads') }}
left join {{ ref('int_columns_of_sums') }} as summed
    on {{ same_column('counted', 'summed') }}
