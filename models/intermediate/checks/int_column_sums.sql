{#
    Which amount columns a total column is the sum of, as the relations between header wordings
    say.
#}
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

{#
    Every element with the group it stands in: the wording above it, or * where nothing stands
    above.
#}
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
        coalesce(groups_above.header_key, '*') as group_key,
        coalesce(groups_above.source_col_no, 0) as group_col_no
    from path_elements as elements
    left join path_elements as groups_above
        on
            {{ same_column('elements', 'groups_above') }}
            and elements.header_depth = groups_above.header_depth + 1
),

with_roles as (
    select
        grouped.document_id,
        grouped.table_no,
        grouped.block_no,
        grouped.col_no,
        grouped.source_col_no,
        grouped.header_depth,
        grouped.column_depth,
        grouped.group_key,
        grouped.group_col_no,
        relations.member_role
    from grouped
    left join {{ ref('int_header_relations_extended') }} as relations
        on
            grouped.group_key = relations.group_wording
            and grouped.header_key = relations.member_wording
),

totals as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        header_depth,
        group_key,
        group_col_no
    from with_roles
    where
        member_role = 'total'
        and header_depth = column_depth
),

{#
    The other elements of the group; one that no relation names may be a part or not: then
    nothing is claimed.
#}
siblings as (
    select
        totals.document_id,
        totals.table_no,
        totals.block_no,
        totals.col_no as total_col_no,
        members.col_no,
        members.source_col_no,
        members.header_depth,
        members.column_depth,
        members.member_role
    from totals
    inner join with_roles as members
        on
            {{ same_block('totals', 'members') }}
            and totals.header_depth = members.header_depth
            and totals.group_key = members.group_key
            and totals.group_col_no = members.group_col_no
            and totals.col_no <> members.col_no
),

groups_open as (
    select distinct
        document_id,
        table_no,
        block_no,
        total_col_no
    from siblings
    where member_role is null
),

{# A part that is itself a group counts by its own total, or by its parts where it prints none. #}
leaves_of_parts as (
    select
        siblings.document_id,
        siblings.table_no,
        siblings.block_no,
        siblings.total_col_no,
        siblings.col_no,
        siblings.source_col_no,
        leaves.member_role as leaf_role,
        siblings.header_depth = siblings.column_depth as is_direct
    from siblings
    left join with_roles as leaves
        on
            {{ same_column('siblings', 'leaves') }}
            and siblings.header_depth + 1 = leaves.header_depth
            and leaves.header_depth = leaves.column_depth
    where siblings.member_role = 'part'
),

parts_with_totals as (
    select
        document_id,
        table_no,
        block_no,
        total_col_no,
        col_no,
        is_direct,
        leaf_role,
        bool_or(coalesce(leaf_role = 'total', false)) over (
            partition by document_id, table_no, block_no, total_col_no, source_col_no
        ) as has_total
    from leaves_of_parts
)

select
    parts.document_id,
    parts.table_no,
    parts.block_no,
    parts.total_col_no,
    parts.col_no as part_col_no
from parts_with_totals as parts
left join groups_open
    on
        {{ same_block('parts', 'groups_open') }}
        and parts.total_col_no = groups_open.total_col_no
where
    groups_open.total_col_no is null
    and (
        parts.is_direct
        or parts.leaf_role = 'total'
        or (parts.leaf_role = 'part' and not parts.has_total)
    )
