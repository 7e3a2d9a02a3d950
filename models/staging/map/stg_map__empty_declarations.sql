select nullif(trim(wording), '') as wording
from {{ ref('map_empty_declaration') }}
