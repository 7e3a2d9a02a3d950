{#
    Every header cell above a column of amounts, with the group that it stands in, the part that the
    relations between header wordings give it there, and what its wording alone means: which of a nature,
    cost, source or category; and whether it is the total of a year alone.
#}
{%- set axes = {
    'expenditure_nature': 'expenditure_nature',
    'cost_category': 'cost_category',
    'funding_source': 'funding_source_code',
    'three_public_category': 'three_public_category',
} -%}
with

path_elements as (
    select
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no,
        filled.header_key,
        filled.source_col_no,
        row_number() over (
            partition by filled.document_id, filled.table_no, filled.block_no, filled.col_no
            order by filled.header_level
        ) as header_depth,
        count(*) over (
            partition by filled.document_id, filled.table_no, filled.block_no, filled.col_no
        ) as column_depth
    from {{ ref('int_header_cells_filled') }} as filled
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on
            {{ same_column('filled', 'columns_resolved') }}
            and columns_resolved.role in ('amount', 'unknown')
),

groups_named as (
    select distinct group_wording
    from {{ ref('int_header_relations_extended') }}
),

{# A heading that tells a year or stage at most (本年预算) groups what would stand side by side. #}
headings_of_anything as (
    select headers.wording
    from {{ ref('stg_map__headers') }} as headers
    left join groups_named
        on headers.wording = groups_named.group_wording
    where
        groups_named.group_wording is null
        and headers.role = 'amount'
        and coalesce(
            headers.side, headers.expenditure_nature, headers.cost_category,
            headers.funding_source_code, headers.three_public_category
        ) is null
),

{# What the wording alone means: which of something it is, or all of it. #}
meanings as (
    select
        wording,
        coalesce(three_public_category = 'total', false) as is_total_of_three_public,
        nullif(concat_ws(
            '+',
            {% for axis, column in axes.items() -%}
                case when {{ column }} is not null then '{{ axis }}' end
                {%- if not loop.last %},{% endif %}
            {% endfor %}
        ), '') as axis,
        nullif(concat_ws(
            '+', expenditure_nature, cost_category, funding_source_code, three_public_category
        ), '') as code
    from {{ ref('stg_map__headers') }}
    where role = 'amount'
),

{# What stands in no group stands in that of everything. #}
grouped as (
    select
        elements.document_id,
        elements.table_no,
        elements.block_no,
        elements.col_no,
        elements.header_key,
        elements.source_col_no,
        elements.header_depth,
        elements.column_depth,
        coalesce(groups_above.source_col_no, 0) as group_col_no,
        case
            when headings_of_anything.wording is null then coalesce(groups_above.header_key, '*')
            else '*'
        end as group_key
    from path_elements as elements
    left join path_elements as groups_above
        on
            {{ same_column('elements', 'groups_above') }}
            and elements.header_depth = groups_above.header_depth + 1
    left join headings_of_anything
        on groups_above.header_key = headings_of_anything.wording
)

{# 小计 is the total of its group, whatever the group is called. #}
select
    grouped.document_id,
    grouped.table_no,
    grouped.block_no,
    grouped.col_no,
    grouped.source_col_no,
    grouped.header_depth,
    grouped.group_key,
    grouped.group_col_no,
    meanings.axis,
    meanings.code,
    grouped.header_depth = grouped.column_depth as is_leaf,
    coalesce(totals.is_of_year, false) as is_of_year,
    coalesce(
        relations.member_role,
        case when totals.wording is not null or meanings.is_total_of_three_public then 'total' end
    ) as member_role
from grouped
left join {{ ref('int_header_relations_extended') }} as relations
    on
        grouped.group_key = relations.group_wording
        and grouped.header_key = relations.member_wording
left join {{ ref('stg_map__total_wordings') }} as totals
    on grouped.header_key = totals.wording
left join meanings
    on grouped.header_key = meanings.wording
