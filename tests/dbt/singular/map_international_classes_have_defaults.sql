-- Every class of a code list has a row in the international maps, so that no code is left out.
with classes as (

    select
        'map_function_to_cofog' as seed_name,
        function_code as code
    from {{ ref('stg_code__functions') }}
    where level = 'class'
    union
    select
        'map_economic_to_gfs' as seed_name,
        economic_code as code
    from {{ ref('stg_code__economics') }}
    where level = 'class'

),

mapped as (

    select
        'map_function_to_cofog' as seed_name,
        function_code as code
    from {{ ref('stg_map__function_cofogs') }}
    union all
    select
        'map_economic_to_gfs' as seed_name,
        economic_code as code
    from {{ ref('stg_map__economic_gfs') }}

)

select
    classes.seed_name,
    classes.code
from classes
left join mapped
    on
        classes.seed_name = mapped.seed_name
        and classes.code = mapped.code
where mapped.code is null
