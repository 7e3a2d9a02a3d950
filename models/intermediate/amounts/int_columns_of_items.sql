{#
    Columns of amounts in tables of purchases that are headed by a part of all purchases (货物, 工程,
    服务), with the item that it is, as running text names it too.
#}
select
    columns_resolved.document_id,
    columns_resolved.table_no,
    columns_resolved.block_no,
    columns_resolved.col_no,
    subjects.item_name
from {{ ref('int_columns_resolved') }} as columns_resolved
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('columns_resolved', 'recognised') }}
inner join {{ ref('stg_code__statements') }} as statements
    on recognised.statement_code = statements.statement_code
inner join {{ ref('stg_map__subjects') }} as subjects
    on
        {{ bare('columns_resolved.header_printed') }} = subjects.wording
        and statements.line_kind = subjects.line_kind
where
    statements.line_kind = 'procurement'
    and columns_resolved.role = 'amount'
    and not subjects.is_total
