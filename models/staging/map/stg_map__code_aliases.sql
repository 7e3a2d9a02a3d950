select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(code_kind), '') as code_kind,
    nullif(trim(printed_code), '') as printed_code,
    nullif(trim(wording), '') as wording,
    nullif(trim(publisher), '') as publisher,
    nullif(trim(target_code), '') as target_code,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('map_code_alias') }}
