select
    cast(nullif(trim(display_order), '') as integer) as display_order,
    nullif(trim(code), '') as code,
    nullif(trim(name_zh), '') as name_zh,
    nullif(trim(name_en), '') as name_en,
    nullif(trim(description), '') as description,
    nullif(trim(relation), '') as relation,
    coalesce(trim(counts_as_proof) = 'yes', false) as counts_as_proof,
    coalesce(trim(shows_cut_off) = 'yes', false) as shows_cut_off,
    coalesce(trim(counts_as_agreement) = 'yes', false) as counts_as_agreement,
    coalesce(trim(proves_place) = 'yes', false) as proves_place,
    nullif(trim(reason_of_difference), '') as reason_of_difference,
    nullif(trim(reason_where_others_hold), '') as reason_where_others_hold
from {{ ref('code_check') }}
