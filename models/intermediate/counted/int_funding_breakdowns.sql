{#
    A set of sources read in one way: does it add up to the printed total, and is it the one to
    count? Of those that do, the most detailed; without a total, parts go before what they are
    parts of.
#}
with

summed as (
    select
        group_key,
        breakdown_ref,
        reading,
        reading_order,
        sum(amount_cny) as amount_cny,
        count(case when amount_cny <> 0 then 1 end) as source_count,
        sum(case when amount_cny <> 0 then ancestor_count else 0 end) as ancestor_count,
        min(table_no) as table_no,
        min(row_no) as row_no
    from {{ ref('int_funding_readings') }}
    group by group_key, breakdown_ref, reading, reading_order
),

totals as (
    select
        group_key,
        max(amount_cny) as total_cny
    from {{ ref('int_funding_lines') }}
    where is_total_source
    group by group_key
),

compared as (
    select
        summed.group_key,
        summed.breakdown_ref,
        summed.reading,
        summed.reading_order,
        summed.amount_cny,
        summed.source_count,
        summed.ancestor_count,
        summed.table_no,
        summed.row_no,
        totals.total_cny,
        coalesce(summed.amount_cny = totals.total_cny, false) as is_complete
    from summed
    left join totals
        on summed.group_key = totals.group_key
),

ranked as (
    select
        group_key,
        breakdown_ref,
        reading,
        amount_cny,
        total_cny,
        source_count,
        is_complete,
        row_number() over (
            partition by group_key
            order by
                case when is_complete then 0 else 1 end asc,
                case when is_complete then 0 else reading_order end asc,
                source_count desc,
                ancestor_count desc,
                reading_order asc,
                table_no asc,
                row_no asc,
                breakdown_ref asc
        ) as choice_rank
    from compared
)

select
    group_key,
    breakdown_ref,
    reading,
    amount_cny,
    total_cny,
    source_count,
    is_complete,
    choice_rank = 1 and (is_complete or total_cny is null) as is_counted
from ranked
