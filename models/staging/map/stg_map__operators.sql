select
    is_substitute,
    nullif(trim(printed), '') as printed,
    nullif(trim(operator), '') as operator
from {{ ref('map_operator') }}
