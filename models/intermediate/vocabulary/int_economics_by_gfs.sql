-- Of the map's codes that an economic code begins with, the longest says its kind. The schemes
-- share no code, so that the code alone is enough.
with economics as (

    select distinct economic_code
    from {{ ref('stg_code__economics') }}

),

candidates as (

    select
        economics.economic_code,
        prefixes.economic_code as mapped_code,
        prefixes.gfs_code,
        prefixes.gfs_name,
        prefixes.status as mapping_status,
        row_number() over (
            partition by economics.economic_code
            order by length(prefixes.economic_code) desc
        ) as candidate_no
    from economics
    left join {{ ref('stg_map__economic_gfs') }} as prefixes
        on economics.economic_code like concat(prefixes.economic_code, '%')

)

select
    economic_code,
    mapped_code,
    gfs_code,
    gfs_name,
    mapping_status
from candidates
where candidate_no = 1
