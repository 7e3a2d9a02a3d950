{#
    Ways to read a set of sources without counting one within another: parts instead of what they
    are parts of (leaves), or the other way round (tops) for sets that print no more than an "of
    which". Where parts neither equal nor add up to their whole, the wording of the whole may
    exclude them (经费拨款 beside 非税收入): all side by side (side_by_side).
#}
with

sources_printed as (
    select
        group_key,
        breakdown_ref,
        funding_source_code,
        sum(amount_cny) as amount_cny,
        min(coalesce(table_no, 0)) as table_no,
        min(row_no) as row_no
    from {{ ref('int_funding_lines') }}
    where not is_total_source
    group by group_key, breakdown_ref, funding_source_code
),

ancestor_counts as (
    select
        funding_source_code,
        count(*) as ancestor_count
    from {{ ref('int_funding_source_ancestors') }}
    group by funding_source_code
),

{# Pairs of sources of one set, of which one is part of the other. #}
nested as (
    select
        parts.group_key,
        parts.breakdown_ref,
        parts.funding_source_code as part_code,
        parts.amount_cny as part_cny,
        wholes.funding_source_code as whole_code,
        wholes.amount_cny as whole_cny
    from sources_printed as parts
    inner join {{ ref('int_funding_source_ancestors') }} as ancestors
        on parts.funding_source_code = ancestors.funding_source_code
    inner join sources_printed as wholes
        on
            parts.group_key = wholes.group_key
            and parts.breakdown_ref = wholes.breakdown_ref
            and ancestors.ancestor_code = wholes.funding_source_code
),

wholes_printed as (
    select distinct
        group_key,
        breakdown_ref,
        whole_code
    from nested
),

parts_printed as (
    select distinct
        group_key,
        breakdown_ref,
        part_code
    from nested
),

wholes_compared as (
    select
        nested.group_key,
        nested.breakdown_ref,
        nested.whole_code,
        max(case when nested.part_cny = nested.whole_cny then 1 else 0 end) as equals_a_part,
        max(nested.whole_cny)
        - sum(case when wholes_printed.whole_code is null then nested.part_cny else 0 end)
            as rest_cny
    from nested
    left join wholes_printed
        on
            nested.group_key = wholes_printed.group_key
            and nested.breakdown_ref = wholes_printed.breakdown_ref
            and nested.part_code = wholes_printed.whole_code
    group by nested.group_key, nested.breakdown_ref, nested.whole_code
),

{# No whole of these sets is told again by its parts. #}
sets_side_by_side as (
    select
        group_key,
        breakdown_ref
    from wholes_compared
    group by group_key, breakdown_ref
    having max(case when rest_cny = 0 or equals_a_part = 1 then 1 else 0 end) = 0
),

placed as (
    select
        sources_printed.group_key,
        sources_printed.breakdown_ref,
        sources_printed.funding_source_code,
        sources_printed.amount_cny,
        sources_printed.table_no,
        sources_printed.row_no,
        wholes_printed.whole_code is null as is_leaf,
        parts_printed.part_code is null as is_top,
        coalesce(ancestor_counts.ancestor_count, 0) as ancestor_count
    from sources_printed
    left join wholes_printed
        on
            sources_printed.group_key = wholes_printed.group_key
            and sources_printed.breakdown_ref = wholes_printed.breakdown_ref
            and sources_printed.funding_source_code = wholes_printed.whole_code
    left join parts_printed
        on
            sources_printed.group_key = parts_printed.group_key
            and sources_printed.breakdown_ref = parts_printed.breakdown_ref
            and sources_printed.funding_source_code = parts_printed.part_code
    left join ancestor_counts
        on sources_printed.funding_source_code = ancestor_counts.funding_source_code
)

select
    group_key,
    breakdown_ref,
    'leaves' as reading,
    1 as reading_order,
    funding_source_code,
    amount_cny,
    table_no,
    row_no,
    ancestor_count
from placed
where is_leaf
union all
select
    group_key,
    breakdown_ref,
    'tops' as reading,
    2 as reading_order,
    funding_source_code,
    amount_cny,
    table_no,
    row_no,
    ancestor_count
from placed
where is_top
union all
select
    placed.group_key,
    placed.breakdown_ref,
    'side_by_side' as reading,
    3 as reading_order,
    placed.funding_source_code,
    placed.amount_cny,
    placed.table_no,
    placed.row_no,
    placed.ancestor_count
from placed
inner join sets_side_by_side
    on
        placed.group_key = sets_side_by_side.group_key
        and placed.breakdown_ref = sets_side_by_side.breakdown_ref
