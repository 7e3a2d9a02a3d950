{#
    Amount columns of which no line may be made: a label column beside them leaves their rows open,
    they are of another year that leaves its number or its stage open, a part of another column, or two of them say the same.
#}
with

beside_unknown as (
    select distinct
        amounts.document_id,
        amounts.table_no,
        amounts.block_no,
        amounts.col_no,
        'unknown_label' as reason
    from {{ ref('int_columns_resolved') }} as amounts
    inner join {{ ref('int_label_columns_unknown') }} as labels
        on
            {{ same_block('amounts', 'labels') }}
            and amounts.col_no > labels.col_no
    where amounts.role = 'amount'
),

{# A kind of assets heads amounts in a table of assets; elsewhere it may be a mark or a number. #}
assets_elsewhere as (
    select distinct
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        'unknown_label' as reason
    from {{ ref('int_header_cells_filled') }} as filled
    inner join {{ ref('stg_map__headers') }} as headers
        on filled.header_key = headers.wording
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('filled', 'recognised') }}
    left join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    where
        headers.is_kind_of_assets
        and coalesce(statements.line_kind, '') <> 'asset'
),

withheld as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from beside_unknown
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from assets_elsewhere
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_of_other_years') }}
    where reason is not null
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_of_which') }}
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_repeated') }}
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_totals_left_open') }}
    union all
    select
        document_id,
        table_no,
        block_no,
        col_no,
        reason
    from {{ ref('int_columns_by_economic_item') }}
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    max(reason) as reason
from withheld
group by document_id, table_no, block_no, col_no
