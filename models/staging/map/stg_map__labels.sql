select
    nullif(trim(wording), '') as wording,
    nullif(trim(field), '') as field,
    nullif(trim(value_type), '') as value_type,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(horizon), '') as horizon
from {{ ref('map_label_to_field') }}
