{#
    Spending of a summary that stands once more beside its functions, by economic item (陕西：支出按
    功能、部门经济科目、政府经济科目三列并排): the functions state it.
#}
{%- set patterns = wording_patterns(['economic_header']) %}
with

columns_named as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.block_no,
        amounts.col_no,
        amounts.side,
        {{ wording_found(bare('name_columns.header_printed'), patterns.economic_header) }}
            as is_by_economic_item
    from {{ ref('int_columns_resolved') }} as amounts
    inner join {{ ref('int_label_columns') }} as labels
        on {{ same_column('amounts', 'labels') }}
    inner join {{ ref('int_columns_resolved') }} as name_columns
        on
            {{ same_block('amounts', 'name_columns') }}
            and labels.name_col_no = name_columns.col_no
    inner join {{ ref('int_tables_recognised') }} as recognised
        on {{ same_table('amounts', 'recognised') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on
            recognised.statement_code = statements.statement_code
            and statements.line_kind = 'summary'
    where amounts.role = 'amount'
),

columns_compared as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        is_by_economic_item,
        bool_or(not is_by_economic_item) over (
            partition by document_id, table_no, block_no, side
        ) as is_stated_otherwise
    from columns_named
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    'repeated_column' as reason
from columns_compared
where is_by_economic_item and is_stated_otherwise
