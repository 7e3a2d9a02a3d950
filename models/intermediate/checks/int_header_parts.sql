{#
    Every header cell above a column of amounts, with the group that it stands in and the part it
    plays there: total or part, as the relations between header wordings say, else as the wordings
    mean, where all that stand side by side differ in one thing and none is part of another. A total
    of the year that heads columns beside balances (合计 | 本年收入: 小计, … | 上年结转) is a part of
    what holds both.
#}
with

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
    from {{ ref('int_header_groups') }}
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
),

{# Of two totals of the year one is received and the other spent: they add up to nothing. #}
years_with_balances as (
    select
        members.document_id,
        members.table_no,
        members.block_no,
        members.header_depth,
        members.group_key,
        members.group_col_no
    from {{ ref('int_header_groups') }} as members
    left join {{ ref('stg_code__funding_sources') }} as sources
        on
            case when members.axis = 'funding_source' then members.code end
            = sources.funding_source_code
    group by
        members.document_id, members.table_no, members.block_no, members.header_depth,
        members.group_key, members.group_col_no
    having
        count(distinct case when members.is_of_year then members.source_col_no end) = 1
        and bool_or(coalesce(sources.is_balance, false))
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
        case
            when
                members.is_of_year
                and not members.is_leaf
                and with_balances.group_key is not null
                then 'part'
        end,
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
from {{ ref('int_header_groups') }} as members
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
left join years_with_balances as with_balances
    on
        {{ same_block('members', 'with_balances') }}
        and members.header_depth = with_balances.header_depth
        and members.group_key = with_balances.group_key
        and members.group_col_no = with_balances.group_col_no
