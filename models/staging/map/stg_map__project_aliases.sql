select
    cast(nullif(trim(valid_from_year), '') as integer) as valid_from_year,
    cast(nullif(trim(valid_to_year), '') as integer) as valid_to_year,
    nullif(trim(jurisdiction_code), '') as jurisdiction_code,
    nullif(trim(unit_name), '') as unit_name,
    nullif(trim(wording), '') as wording,
    nullif(trim(project_code), '') as project_code,
    nullif(trim(project_name), '') as project_name,
    nullif(trim(source_ref), '') as source_ref
from {{ ref('map_project_alias') }}
