{#
    Rows that count the columns without calling themselves 栏次: nothing but 1, 2, 3 … and the marks
    that stand in place of a number below columns of labels.
#}
with

cells_counting as (
    select
        document_id,
        table_no,
        row_no,
        cast({{ regex_group('bare_text', '^([0-9]{1,2})$') }} as integer) as column_number,
        {{ regex_found('bare_text', '^[*]+$') }} as is_mark
    from {{ ref('int_cells_unnested') }}
)

select
    document_id,
    table_no,
    row_no
from cells_counting
group by document_id, table_no, row_no
having
    count(*) >= 3
    and count(*) = count(case when is_mark or column_number is not null then 1 end)
    and count(column_number) >= 2
    and min(column_number) = 1
    and max(column_number) = count(column_number)
    and count(distinct column_number) = count(column_number)
