{#
    Every header cell above a column of amounts, with the group that it stands in and the part it
    plays there: total or part, as the relations between header wordings say, else as the wordings
    mean, where all that stand side by side differ in one thing and none is part of another.
#}
{%- set axes = [
    'expenditure_nature', 'cost_category', 'funding_source', 'three_public_category',
] -%}
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
            {% for axis in axes -%}
                case when {{ 'funding_source_code' if axis == 'funding_source' else axis }} is not null
                    then '{{ axis }}' end{{ ',' if not loop.last }}
            {% endfor %}
        ), '') as axis,
        concat_ws(
            '+', expenditure_nature, cost_category, funding_source_code, three_public_category
        ) as code
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
),

{# 小计 is the total of its group, whatever the group is called. #}
members as (
    select
        grouped.document_id,
        grouped.table_no,
        grouped.block_no,
        grouped.col_no,
        grouped.source_col_no,
        grouped.header_depth,
        grouped.header_depth = grouped.column_depth as is_leaf,
        grouped.group_key,
        grouped.group_col_no,
        coalesce(
            relations.member_role,
            case when totals.wording is not null or meanings.is_total_of_three_public then 'total' end
        ) as member_role,
        meanings.axis,
        meanings.code
    from grouped
    left join {{ ref('int_header_relations_extended') }} as relations
        on
            grouped.group_key = relations.group_wording
            and grouped.header_key = relations.member_wording
    left join {{ ref('stg_map__total_wordings') }} as totals
        on grouped.header_key = totals.wording
    left join meanings
        on grouped.header_key = meanings.wording
),

members_beside as (
    select distinct
        document_id,
        table_no,
        block_no,
        header_depth,
        group_key,
        group_col_no,
        source_col_no,
        axis,
        code
    from members
    where
        axis is not null
        and code <> 'total'
        and coalesce(member_role, 'part') = 'part'
),

groups_of_one_axis as (
    select
        document_id,
        table_no,
        block_no,
        header_depth,
        group_key,
        group_col_no
    from members_beside
    group by document_id, table_no, block_no, header_depth, group_key, group_col_no
    having count(distinct axis) = 1 and count(*) = count(distinct code)
),

groups_nested as (
    select distinct
        parts.document_id,
        parts.table_no,
        parts.block_no,
        parts.header_depth,
        parts.group_key,
        parts.group_col_no
    from members_beside as parts
    inner join {{ ref('int_parts_of_wholes') }} as relations
        on
            parts.axis = relations.axis
            and parts.code = relations.part_code
    inner join members_beside as wholes
        on
            {{ same_block('parts', 'wholes') }}
            and parts.header_depth = wholes.header_depth
            and parts.group_key = wholes.group_key
            and parts.group_col_no = wholes.group_col_no
            and relations.axis = wholes.axis
            and relations.whole_code = wholes.code
)

select
    members.document_id,
    members.table_no,
    members.block_no,
    members.col_no,
    members.source_col_no,
    members.header_depth,
    members.is_leaf,
    members.group_key,
    members.group_col_no,
    coalesce(
        members.member_role,
        case
            when
                members.axis is not null
                and members.code <> 'total'
                and of_one_axis.group_key is not null
                and nested.group_key is null
                then 'part'
        end
    ) as member_role
from members
left join groups_of_one_axis as of_one_axis
    on
        {{ same_block('members', 'of_one_axis') }}
        and members.header_depth = of_one_axis.header_depth
        and members.group_key = of_one_axis.group_key
        and members.group_col_no = of_one_axis.group_col_no
left join groups_nested as nested
    on
        {{ same_block('members', 'nested') }}
        and members.header_depth = nested.header_depth
        and members.group_key = nested.group_key
        and members.group_col_no = nested.group_col_no
