{# Rows that are headed by a stage as columns are elsewhere: 预算数, 决算数. #}
select
    cells.document_id,
    cells.table_no,
    cells.row_no,
    max(headers.stage) as stage
from {{ ref('int_cells_described') }} as cells
inner join {{ ref('stg_map__headers') }} as headers
    on cells.header_key = headers.wording
where
    cells.row_role = 'body'
    and headers.stage is not null
group by cells.document_id, cells.table_no, cells.row_no
having count(distinct headers.stage) = 1
