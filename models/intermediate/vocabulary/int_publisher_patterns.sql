{#
    The wordings around the name of a publisher, as one pattern a kind: any of them, the longest
    first.
#}
select
    kind,
    string_agg(
        replace(replace(wording, '(', '\('), ')', '\)'), '|'
        order by length(wording) desc, wording
    ) as pattern
from {{ ref('stg_map__publisher_wordings') }}
group by kind
