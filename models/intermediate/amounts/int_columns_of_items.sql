{#
    Columns of amounts that are headed by what their amounts are of, with the item that it is: in
    tables of purchases a part of all purchases (货物, 工程, 服务), as running text names it too; in
    tables of assets a kind of them, or all. 小计 or 价值 below a kind is that kind's.
#}
with

columns_of_amounts as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        statements.line_kind,
        {{ bare('columns_resolved.header_printed') }} as wording,
        {{ bare(regex_group('columns_resolved.header_path', '([^>]+)>[^>]+$')) }} as wording_above
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where columns_resolved.role = 'amount'
),

kinds_of_assets as (
    select
        headers.wording,
        totals.wording is not null as is_total
    from {{ ref('stg_map__headers') }} as headers
    left join {{ ref('int_total_wordings') }} as totals
        on headers.wording = totals.wording
    where headers.is_kind_of_assets
)

select
    columns_of_amounts.document_id,
    columns_of_amounts.table_no,
    columns_of_amounts.block_no,
    columns_of_amounts.col_no,
    subjects.item_name,
    false as is_total
from columns_of_amounts
inner join {{ ref('stg_map__subjects') }} as subjects
    on
        columns_of_amounts.wording = subjects.wording
        and columns_of_amounts.line_kind = subjects.line_kind
where
    columns_of_amounts.line_kind = 'procurement'
    and not subjects.is_total
union all
select
    columns_of_amounts.document_id,
    columns_of_amounts.table_no,
    columns_of_amounts.block_no,
    columns_of_amounts.col_no,
    coalesce(kinds_of_assets.wording, kinds_above.wording) as item_name,
    coalesce(kinds_of_assets.is_total, kinds_above.is_total) as is_total
from columns_of_amounts
left join kinds_of_assets
    on columns_of_amounts.wording = kinds_of_assets.wording
left join kinds_of_assets as kinds_above
    on columns_of_amounts.wording_above = kinds_above.wording
where
    columns_of_amounts.line_kind = 'asset'
    and coalesce(kinds_of_assets.wording, kinds_above.wording) is not null
