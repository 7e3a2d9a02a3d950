select
    nullif(trim(statement_code), '') as statement_code,
    nullif(trim(evidence), '') as evidence,
    nullif(trim(statement_read), '') as statement_read,
    coalesce(trim(only_swapped), '') = 'yes' as is_only_swapped,
    coalesce(trim(is_layout), '') = 'yes' as is_layout
from {{ ref('map_title_contradiction') }}
