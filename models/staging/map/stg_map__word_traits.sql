select
    nullif(trim(found_in), '') as found_in,
    nullif(trim(wording), '') as wording,
    nullif(trim(trait), '') as trait
from {{ ref('map_word_to_trait') }}
