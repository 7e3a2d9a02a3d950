-- A total below a group needs parts to be the sum of; without any it proves nothing.
select
    group_wording,
    count(case when member_role = 'total' then 1 end) as total_count,
    count(case when member_role = 'part' then 1 end) as part_count
from {{ ref('stg_map__header_relations') }}
group by group_wording
having
    count(case when member_role = 'total' then 1 end) > 0
    and count(case when member_role = 'part' then 1 end) = 0
