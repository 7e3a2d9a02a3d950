-- Every row belongs to a table, every table has the rows and the width that it was counted with.
with rows_counted as (
    select
        document_id,
        table_no,
        count(*) as row_count,
        max(array_length(cells)) as column_count,
        count(
            case
                when
                    array_length(cells) <> array_length(placements)
                    or (
                        coalesce(array_length(column_spans), 0) > 0
                        and array_length(cells) <> array_length(column_spans)
                    )
                    then 1
            end
        ) as uneven_count
    from {{ ref('stg_raw__rows') }}
    group by document_id, table_no
)

select
    stated.row_count as stated_rows,
    stated.column_count as stated_columns,
    rows_counted.row_count as found_rows,
    rows_counted.column_count as found_columns,
    rows_counted.uneven_count,
    coalesce(stated.document_id, rows_counted.document_id) as document_id,
    coalesce(stated.table_no, rows_counted.table_no) as table_no
from {{ ref('stg_raw__tables') }} as stated
full outer join rows_counted
    on {{ same_table('stated', 'rows_counted') }}
where
    stated.document_id is null
    or stated.row_count <> coalesce(rows_counted.row_count, 0)
    or stated.column_count <> coalesce(rows_counted.column_count, 0)
    or rows_counted.uneven_count > 0
