{#
    Tables whose title says no stage beside one of the same statement that says the document's (部门支出总表
    beside 支出决算表) and prints other figures: which year or stage they are of nobody knows, and the
    other speaks for the statement. Titles of budgets need not say so.
#}
with

said as (
    select
        recognised.document_id,
        recognised.table_no,
        recognised.statement_code,
        periods.stage_said
    from {{ ref('int_tables_recognised') }} as recognised
    inner join {{ ref('int_table_periods') }} as periods
        on
            recognised.document_id = periods.document_id
            and recognised.titled_table_no = periods.table_no
    left join {{ ref('int_tables_dated') }} as dated
        on {{ same_table('recognised', 'dated') }}
    where
        recognised.statement_code is not null
        and dated.table_no is null
)

select
    unsaid.document_id,
    unsaid.table_no,
    unsaid.statement_code,
    min(saying.table_no) as saying_table_no
from said as unsaid
inner join {{ ref('int_document_titles') }} as titles
    on unsaid.document_id = titles.document_id
inner join said as saying
    on
        unsaid.document_id = saying.document_id
        and unsaid.statement_code = saying.statement_code
        and titles.stage = saying.stage_said
left join {{ ref('int_tables_alike') }} as alike
    on
        {{ same_table('unsaid', 'alike') }}
        and saying.table_no = alike.other_table_no
        and alike.scale = 1
where
    unsaid.stage_said is null
    and titles.stage <> 'budget'
group by unsaid.document_id, unsaid.table_no, unsaid.statement_code
having count(alike.table_no) = 0
