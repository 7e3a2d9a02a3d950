-- One code of an international classification has one name, and one name belongs to one code.
with names as (

    select distinct
        'COFOG division' as classification,
        cofog_division as code,
        cofog_division_name as code_name
    from {{ ref('stg_map__function_cofogs') }}
    union all
    select distinct
        'COFOG group' as classification,
        cofog_group as code,
        cofog_group_name as code_name
    from {{ ref('stg_map__function_cofogs') }}
    union all
    select distinct
        'GFSM' as classification,
        gfs_code as code,
        gfs_name as code_name
    from {{ ref('stg_map__economic_gfs') }}

)

select
    one.classification,
    one.code,
    one.code_name,
    other.code as other_code,
    other.code_name as other_name
from names as one
inner join names as other
    on
        one.classification = other.classification
        and (
            (one.code = other.code and one.code_name < other.code_name)
            or (one.code_name = other.code_name and one.code < other.code)
        )
