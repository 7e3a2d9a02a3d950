-- A unit is its code under any name; where the place is not known, code and name.
-- What is not printed has no key; what is printed has one, and NULL and the empty text stay apart.
with things as (

    select
        cast(null as varchar) as code,
        cast(null as varchar) as unit_code,
        cast(null as varchar) as unit_name,
        2018 as valid_from_year,
        cast(null as integer) as valid_to_year,
        'nothing' as expected
    union all
    select
        '208' as code,
        cast(null as varchar) as unit_code,
        '本级' as unit_name,
        2018 as valid_from_year,
        2023 as valid_to_year,
        'all' as expected

),

keyed_things as (

    select
        things.expected,
        {{ code_key('things.code') }} as code_key,
        {{ budget_unit_key("'500110'", 'things.unit_code', 'things.unit_name') }} as unit_key,
        {{ budget_unit_key("'500110'", "''", 'things.unit_name') }} as unit_key_of_empty_code,
        {{ budget_unit_key("'500110'", "'701'", "'甲'") }} as unit_key_of_code,
        {{ budget_unit_key("'500110'", "'701'", "'乙'") }} as unit_key_of_same_code,
        {{ budget_unit_key('null', "'701'", "'甲'") }} as unit_key_of_no_place,
        {{ budget_unit_key('null', "'701'", "'乙'") }} as other_unit_key_of_no_place,
        {{ is_valid_in(2023, 'things') }} as is_valid_in_last_year,
        {{ is_valid_in(2017, 'things') }} as is_valid_before,
        {{ is_valid_in(2024, 'things') }} as is_valid_after
    from things

)

select
    expected,
    code_key,
    unit_key
from keyed_things
where
    not is_valid_in_last_year
    or is_valid_before
    or (expected = 'nothing' and (code_key is not null or unit_key is not null))
    or (expected = 'nothing' and not is_valid_after)
    or (expected = 'all' and (code_key is null or unit_key is null or is_valid_after))
    or (expected = 'all' and unit_key = unit_key_of_empty_code)
    or unit_key_of_code <> unit_key_of_same_code
    or unit_key_of_no_place = other_unit_key_of_no_place
