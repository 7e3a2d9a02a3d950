{#
    Tables that hold the forms of several projects side by side: one row names two of them. What stands
    below is of either, so that no project and no indicator is read of it; both are told.
#}
with

names as (
    select
        document_id,
        table_no,
        row_no
    from {{ ref('int_form_fields') }}
    where field = 'project_name' and value_text <> ''
    group by document_id, table_no, row_no
    having count(distinct value_text) > 1
)

select distinct
    document_id,
    table_no
from names
