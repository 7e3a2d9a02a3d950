{#
    Columns that state a part of another one, in tables whose lines do not know that part: by its source
    (三公: 合计 | 其中：一般公共预算), or in lists of projects by its cost (项目支出合计 | 商品和服务支出). Only
    the first of the same meaning counts.
#}
with

columns_compared as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.funding_source_code,
        row_number() over (
            partition by
                columns_resolved.document_id,
                columns_resolved.table_no,
                columns_resolved.block_no,
                columns_resolved.side,
                columns_resolved.three_public_category,
                columns_resolved.stage,
                columns_resolved.header_year,
                columns_resolved.year_offset,
                labels.name_col_no
            order by
                coalesce(columns_resolved.funding_source_code, 'total') <> 'total',
                columns_resolved.col_no
        ) as meaning_rank
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_label_columns') }} as labels
        on {{ same_column('columns_resolved', 'labels') }}
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    inner join {{ ref('stg_code__line_kinds') }} as kinds
        on statements.line_kind = kinds.code
    where
        columns_resolved.role = 'amount'
        and not kinds.has_source
),

{# 小计 and 合计 beside costs are the whole. #}
columns_of_projects as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.cost_category,
        bool_or(columns_resolved.cost_category is null) over (
            partition by
                columns_resolved.document_id,
                columns_resolved.table_no,
                columns_resolved.block_no
        ) as has_whole
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on
            recognised.statement_code = statements.statement_code
            and statements.line_kind = 'project'
    where columns_resolved.role = 'amount'
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    'of_which' as reason
from columns_compared
where
    meaning_rank > 1
    and funding_source_code <> 'total'
union distinct
select
    document_id,
    table_no,
    block_no,
    col_no,
    'of_which' as reason
from columns_of_projects
where
    cost_category is not null
    and has_whole
