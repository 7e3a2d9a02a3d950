select
    nullif(trim(printed), '') as printed,
    nullif(trim(operator), '') as operator,
    coalesce(trim(is_substitute) = 'yes', false) as is_substitute
from {{ ref('map_operator') }}
