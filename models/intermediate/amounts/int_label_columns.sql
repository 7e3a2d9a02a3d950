{#
    The label columns that speak for each column of amounts: of every kind the nearest one to its
    left. Columns of the government's economic classes do not speak beside those of the department's.
#}
{%- set patterns = wording_patterns(['header_of_government_class']) %}
with

columns_placed as (
    select
        columns_resolved.document_id,
        columns_resolved.table_no,
        columns_resolved.block_no,
        columns_resolved.col_no,
        columns_resolved.role,
        columns_resolved.code_group_no,
        coalesce({{ wording_found(
            'columns_resolved.header_path', patterns.header_of_government_class
        ) }}, false) as is_of_government,
        sum(case when columns_resolved.role = 'amount' then 1 else 0 end) over (
            partition by
                columns_resolved.document_id, columns_resolved.table_no,
                columns_resolved.block_no
            order by columns_resolved.col_no
        ) as amounts_left
    from {{ ref('int_columns_resolved') }} as columns_resolved
),

columns_speaking as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        role,
        code_group_no,
        is_of_government
        and bool_or(not is_of_government) over (
            partition by document_id, table_no, block_no, role, amounts_left
        ) as is_beside
    from columns_placed
),

labels_speaking as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        role,
        code_group_no
    from columns_speaking
    where not is_beside
)

select
    amounts.document_id,
    amounts.table_no,
    amounts.block_no,
    amounts.col_no,
    max_by(labels.code_group_no, case when labels.role = 'code' then labels.col_no end)
        as code_group_no,
    {# 单位名称 names the line where no other column does (then it holds 科目名称 as well). #}
    coalesce(
        max(case when labels.role = 'name' then labels.col_no end),
        max(case when labels.role = 'unit_name' then labels.col_no end)
    ) as name_col_no,
    case
        when count(case when labels.role = 'name' then 1 end) > 0
            then max(case when labels.role = 'unit_name' then labels.col_no end)
    end as unit_name_col_no,
    {# Beside no code and no other name it holds nothing but units. #}
    max(case when labels.role = 'unit_name' then labels.col_no end) is not null
    and count(case when labels.role in ('name', 'code') then 1 end) = 0 as names_units,
    max(case when labels.role = 'unit_code' then labels.col_no end) as unit_code_col_no,
    max(case when labels.role = 'project_name' then labels.col_no end) as project_col_no,
    {# Any text is a label where nothing else names the row (采购类别, 采购方式). #}
    coalesce(
        max(case when labels.role = 'item_name' then labels.col_no end),
        case
            when
                count(
                    case
                        when
                            labels.role in (
                                'name', 'code', 'unit_name', 'project_name', 'task_name'
                            )
                            then 1
                    end
                ) = 0
                then max(case when labels.role = 'text' then labels.col_no end)
        end
    ) as item_col_no,
    max(case when labels.role = 'task_name' then labels.col_no end) as task_col_no,
    max(case when labels.role = 'quantity' then labels.col_no end) as quantity_col_no,
    max(case when labels.role = 'quantity_unit' then labels.col_no end) as quantity_unit_col_no
from columns_speaking as amounts
left join labels_speaking as labels
    on
        {{ same_block('amounts', 'labels') }}
        and amounts.col_no > labels.col_no
where amounts.role = 'amount'
group by amounts.document_id, amounts.table_no, amounts.block_no, amounts.col_no
