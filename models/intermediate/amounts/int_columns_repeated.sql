{#
    Two columns below one header, or two totals of the same thing, beside the same labels: whatever
    parts them is not read. The first of two totals stands, of columns of one name none does.
#}
{%- set meaning %}
    columns_resolved.document_id, columns_resolved.table_no, columns_resolved.block_no,
    columns_resolved.side, columns_resolved.expenditure_nature,
    columns_resolved.cost_category, columns_resolved.funding_source_code,
    columns_resolved.three_public_category, columns_resolved.stage, other_years.fiscal_year,
    labels.code_group_no, labels.name_col_no, transfers.group_path
{%- endset -%}

with

columns_compared as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        totals.wording is not null as is_total,
        min(columns_resolved.header_col_no) over (
            partition by {{ meaning }}, columns_resolved.header_path
        ) < max(columns_resolved.header_col_no) over (
            partition by {{ meaning }}, columns_resolved.header_path
        ) as is_header_repeated,
        row_number() over (
            partition by {{ meaning }}, totals.wording is not null
            order by columns_resolved.col_no
        ) as meaning_rank
    from {{ ref('int_columns_resolved') }} as columns_resolved
    inner join {{ ref('int_label_columns') }} as labels
        on {{ same_column('columns_resolved', 'labels') }}
    left join {{ ref('int_total_wordings') }} as totals
        on {{ bare('columns_resolved.header_printed') }} = totals.wording
    left join {{ ref('int_columns_of_other_years') }} as other_years
        on {{ same_column('columns_resolved', 'other_years') }}
    {# 小计 below 一般性转移支付 is of its group, 合计 before it of all. #}
    left join {{ ref('int_transfer_columns') }} as transfers
        on {{ same_column('columns_resolved', 'transfers') }}
    where
        columns_resolved.role = 'amount'
        and other_years.reason is null
)

select
    document_id,
    table_no,
    block_no,
    col_no,
    'repeated_column' as reason
from columns_compared
where
    is_header_repeated
    or (is_total and meaning_rank > 1)
