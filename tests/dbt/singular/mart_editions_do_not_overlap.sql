-- In any one year a code has one row: else a fact would be doubled by the look-up of its key.
with editions as (

    select
        'function' as code_list,
        function_code as code,
        function_key as edition_key,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('dim_function') }}
    union all
    select
        'economic' as code_list,
        economic_code as code,
        economic_key as edition_key,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('dim_economic') }}

)

select
    earlier.code_list,
    earlier.code,
    earlier.valid_from_year,
    earlier.last_year,
    later.valid_from_year as overlapping_from_year
from editions as earlier
inner join editions as later
    on
        earlier.code_list = later.code_list
        and earlier.code = later.code
        and earlier.edition_key <> later.edition_key
        and earlier.valid_from_year <= later.valid_from_year
        and earlier.last_year >= later.valid_from_year
