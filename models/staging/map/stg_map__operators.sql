select
    nullif(trim(printed), '') as printed,
    nullif(trim(operator), '') as operator,
    is_substitute
from {{ ref('map_operator') }}
