select
    nullif(trim(wording), '') as wording,
    nullif(trim(fronts), '') as fronts,
    nullif(trim(endings), '') as endings,
    nullif(trim(document_kind), '') as document_kind,
    nullif(trim(statement_code), '') as statement_code,
    nullif(trim(scope), '') as scope,
    coalesce(trim(has_free_front), '') = 'yes' as has_free_front
from {{ ref('map_title_to_statement') }}
