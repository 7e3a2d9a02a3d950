{#
    Columns that say the same of the same labels, counted from the left (合计 | 本年收入: 小计,
    一般公共预算: 小计 | 经费拨款): every sum keeps to one of them. Groups of codes side by side
    have labels of their own and are one column that was folded.
#}
with

columns_meant as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        labels.code_group_no,
        labels.name_col_no,
        other_years.fiscal_year,
        coalesce(columns_resolved.side, statements.side, 'expenditure') as side,
        coalesce(
            columns_resolved.expenditure_nature, statements.expenditure_nature, 'total'
        ) as expenditure_nature,
        coalesce(columns_resolved.cost_category, 'total') as cost_category,
        coalesce(
            nullif(columns_resolved.funding_source_code, 'total'),
            statements.funding_source_code,
            'total'
        ) as funding_source_code,
        coalesce(columns_resolved.three_public_category, '') as three_public_category,
        coalesce(columns_resolved.stage, dated.stage, titles.stage) as stage
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_label_columns') }} as labels
        on {{ same_column('columns_resolved', 'labels') }}
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('columns_resolved', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on recognised.statement_code = statements.statement_code
    inner join {{ ref('int_document_titles') }} as titles
        on columns_resolved.document_id = titles.document_id
    left join {{ ref('int_columns_of_other_years') }} as other_years
        on {{ same_column('columns_resolved', 'other_years') }}
    left join {{ ref('int_tables_dated') }} as dated
        on {{ same_table('columns_resolved', 'dated') }}
    left join {{ ref('int_columns_withheld') }} as withheld
        on {{ same_column('columns_resolved', 'withheld') }}
    where
        columns_resolved.role = 'amount'
        and withheld.col_no is null
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    row_number() over (
        partition by
            document_id, table_no, block_no, code_group_no, name_col_no, side,
            expenditure_nature, cost_category, funding_source_code, three_public_category, stage,
            fiscal_year
        order by col_no
    ) as column_rank
from columns_meant
