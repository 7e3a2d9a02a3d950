select
    cast(nullif(trim(signature_no), '') as integer) as signature_no,
    nullif(trim(evidence), '') as evidence,
    nullif(trim(found_in), '') as found_in,
    nullif(trim(wording), '') as wording,
    coalesce(trim(is_wanted), '') = 'yes' as is_wanted
from {{ ref('map_header_to_evidence') }}
