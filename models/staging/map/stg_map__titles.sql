select
    nullif(trim(wording), '') as wording,
    nullif(trim(statement_code), '') as statement_code
from {{ ref('map_title_to_statement') }}
