select
    nullif(trim(wording), '') as wording,
    nullif(trim(short_form), '') as short_form
from {{ ref('map_unit_word_form') }}
