{#
    Which amount columns a total column is the sum of, as the relations between header wordings
    say.
#}
with

totals as (
    select
        document_id,
        table_no,
        block_no,
        col_no,
        header_depth,
        group_key,
        group_col_no
    from {{ ref('int_header_parts') }}
    where
        member_role = 'total'
        and is_leaf
),

siblings as (
    select
        totals.document_id,
        totals.table_no,
        totals.block_no,
        totals.col_no as total_col_no,
        members.col_no,
        members.source_col_no,
        members.header_depth,
        members.is_leaf,
        members.member_role
    from totals
    inner join {{ ref('int_header_parts') }} as members
        on
            {{ same_block('totals', 'members') }}
            and totals.header_depth = members.header_depth
            and totals.group_key = members.group_key
            and totals.group_col_no = members.group_col_no
            and totals.col_no <> members.col_no
),

{#
    A part that is itself a group counts by its own total, or by its parts where it prints none;
    a part of that likewise.
#}
columns_of_parts as (
    select
        siblings.document_id,
        siblings.table_no,
        siblings.block_no,
        siblings.total_col_no,
        siblings.col_no,
        siblings.is_leaf as is_direct,
        members.member_role,
        members.is_leaf as is_member,
        leaves.member_role as leaf_role,
        coalesce(leaves.is_leaf, false) as is_leaf_of_member,
        bool_or(coalesce(members.member_role = 'total' and members.is_leaf, false)) over (
            partition by
                siblings.document_id, siblings.table_no, siblings.block_no,
                siblings.total_col_no, siblings.source_col_no
        ) as has_total,
        bool_or(coalesce(leaves.member_role = 'total' and leaves.is_leaf, false)) over (
            partition by
                siblings.document_id, siblings.table_no, siblings.block_no,
                siblings.total_col_no, siblings.source_col_no, members.source_col_no
        ) as has_total_of_member
    from siblings
    left join {{ ref('int_header_parts') }} as members
        on
            {{ same_column('siblings', 'members') }}
            and siblings.header_depth + 1 = members.header_depth
    left join {{ ref('int_header_parts') }} as leaves
        on
            {{ same_column('siblings', 'leaves') }}
            and siblings.header_depth + 2 = leaves.header_depth
    where siblings.member_role = 'part'
),

columns_judged as (
    select
        document_id,
        table_no,
        block_no,
        total_col_no,
        col_no,
        case
            when is_direct then true
            when has_total then member_role = 'total' and is_member
            when member_role = 'part' and is_member then true
            when member_role = 'part' and has_total_of_member
                then leaf_role = 'total' and is_leaf_of_member
            when member_role = 'part' and leaf_role = 'part' and is_leaf_of_member then true
        end as is_part
    from columns_of_parts
),

{#
    What no relation names may be a part or not, and of two totals one holds the other: then nothing
    is claimed.
#}
groups_open as (
    select
        document_id,
        table_no,
        block_no,
        total_col_no
    from siblings
    where
        member_role is null
        or member_role = 'total'
    union distinct
    select
        document_id,
        table_no,
        block_no,
        total_col_no
    from columns_judged
    where is_part is null
)

select
    parts.document_id,
    parts.table_no,
    parts.block_no,
    parts.total_col_no,
    parts.col_no as part_col_no
from columns_judged as parts
left join groups_open
    on
        {{ same_block('parts', 'groups_open') }}
        and parts.total_col_no = groups_open.total_col_no
where
    parts.is_part
    and groups_open.total_col_no is null
