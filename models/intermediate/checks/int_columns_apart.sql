{#
    Pairs of columns of amounts of which the first stands under a heading of its own (财政拨款“三公”经费)
    and the second elsewhere in the header (会议费): it is no part of what the first is the total of.
#}
with

headings as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        source_col_no,
        is_leaf,
        group_key
    from {{ ref('int_header_parts') }}
    where header_depth = 1
)

select distinct
    grouped.document_id,
    grouped.table_no,
    grouped.col_no,
    beside.col_no as other_col_no
from headings as grouped
inner join headings as beside
    on
        {{ same_block('grouped', 'beside') }}
        and grouped.group_key = beside.group_key
where
    not grouped.is_leaf
    and grouped.source_col_no <> beside.source_col_no
