-- The edition of 2023 has no fewer classes, sections and items than the compiled list holds.
with least_numbers as (

    select
        'class' as level,
        30 as least_number
    union all
    select
        'section' as level,
        260 as least_number
    union all
    select
        'item' as level,
        1440 as least_number

),

found as (

    select
        editions.level,
        count(distinct editions.function_code) as code_count
    from {{ ref('dim_function') }} as editions
    where {{ is_valid_in('2023', 'editions') }}
    group by editions.level

)

select
    least_numbers.level,
    least_numbers.least_number,
    coalesce(found.code_count, 0) as code_count
from least_numbers
left join found
    on least_numbers.level = found.level
where coalesce(found.code_count, 0) < least_numbers.least_number
