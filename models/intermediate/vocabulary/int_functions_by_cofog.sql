-- Of the map's codes that a function code begins with, the longest says its purpose.
with functions as (

    select distinct function_code
    from {{ ref('stg_code__functions') }}

),

candidates as (

    select
        functions.function_code,
        prefixes.function_code as mapped_code,
        prefixes.cofog_division,
        prefixes.cofog_division_name,
        prefixes.cofog_group,
        prefixes.cofog_group_name,
        prefixes.status as mapping_status,
        prefixes.is_outlay,
        row_number() over (
            partition by functions.function_code
            order by length(prefixes.function_code) desc
        ) as candidate_no
    from functions
    left join {{ ref('stg_map__function_cofogs') }} as prefixes
        on functions.function_code like concat(prefixes.function_code, '%')

)

select
    function_code,
    mapped_code,
    cofog_division,
    cofog_division_name,
    cofog_group,
    cofog_group_name,
    mapping_status,
    is_outlay
from candidates
where candidate_no = 1
