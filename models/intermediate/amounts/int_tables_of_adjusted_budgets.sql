{#
    Tables of an adjusted budget in which no column says so: 预算数 there is the adjusted one. Where columns
    of both stand side by side each is what it says.
#}
select
    recognised.document_id,
    recognised.table_no
from {{ ref('int_tables_recognised') }} as recognised
inner join {{ ref('int_document_titles') }} as titles
    on recognised.document_id = titles.document_id
left join {{ ref('int_tables_dated') }} as dated
    on {{ same_table('recognised', 'dated') }}
left join {{ ref('int_columns_resolved') }} as columns_resolved
    on {{ same_table('recognised', 'columns_resolved') }}
where coalesce(dated.stage, titles.stage) = 'adjusted_budget'
group by recognised.document_id, recognised.table_no
having not coalesce(bool_or(columns_resolved.stage = 'adjusted_budget'), false)
