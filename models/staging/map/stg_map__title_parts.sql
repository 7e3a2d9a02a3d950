select
    nullif(trim(part_set), '') as part_set,
    coalesce(trim(wording), '') as wording,
    nullif(trim(document_kind), '') as document_kind,
    nullif(trim(scope), '') as scope
from {{ ref('map_title_part') }}
