select
    cast(nullif(trim(weight), '') as decimal(4, 2)) as weight,
    nullif(trim(seed_name), '') as seed_name,
    nullif(trim(found_in), '') as found_in,
    nullif(trim(trait), '') as trait,
    nullif(trim(target), '') as target
from {{ ref('map_trait_to_suggestion') }}
