select
    nullif(trim(wording), '') as wording,
    nullif(trim(place), '') as place,
    nullif(trim(operator), '') as operator,
    nullif(trim(quantity_kind), '') as quantity_kind
from {{ ref('map_worded_operator') }}
