{#
    The wordings that serve one purpose in running text, as one pattern: any of them, the longest
    first.
#}
select
    used_for,
    string_agg(
        replace(replace(wording, '(', '\('), ')', '\)'), '|'
        order by length(wording) desc, wording
    ) as pattern
from {{ ref('stg_map__text_wordings') }}
group by used_for
