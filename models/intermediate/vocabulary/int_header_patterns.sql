{#
    The wordings of headers that mean one role, as one pattern: any of them, the longest first.
#}
select
    role,
    string_agg(
        replace(replace(wording, '(', '[(]'), ')', '[)]'), '|'
        order by length(wording) desc, wording
    ) as pattern
from {{ ref('stg_map__headers') }}
group by role
