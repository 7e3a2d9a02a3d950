{#
    The names that mean a code, each with the years in which it does: those of the lists and the
    wordings that mean it whatever the publisher and the printed code. One row a code, name and window.
#}
select
    code_kind,
    code,
    name_key,
    valid_from_year as first_year,
    last_year
from {{ ref('int_codes_listed') }}
union all
select
    code_kind,
    target_code as code,
    wording as name_key,
    coalesce(valid_from_year, 0) as first_year,
    coalesce(valid_to_year, 9999) as last_year
from {{ ref('stg_map__code_aliases') }}
where
    printed_code is null
    and publisher is null
