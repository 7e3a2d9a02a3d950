-- A department code corresponds to one government code where the spending body is an administrative
-- one and to another where it is an institution, so the correspondence is a bridge; each row holds
-- in the years in which both codes and their correspondence are valid.
with correspondences as (

    select
        department_code,
        government_code,
        body_kind,
        valid_from_year,
        source_ref,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_map__economic_correspondences') }}

),

economics as (

    select
        economic_key,
        scheme,
        economic_code,
        economic_name,
        level,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('dim_economic') }}

),

paired as (

    select
        department.economic_key as department_economic_key,
        government.economic_key as government_economic_key,
        correspondences.department_code,
        department.economic_name as department_name,
        department.level as department_level,
        correspondences.government_code,
        government.economic_name as government_name,
        government.level as government_level,
        correspondences.body_kind,
        correspondences.source_ref,
        greatest(
            correspondences.valid_from_year, department.valid_from_year, government.valid_from_year
        ) as valid_from_year,
        least(correspondences.last_year, department.last_year, government.last_year) as last_year
    from correspondences
    inner join economics as department
        on
            correspondences.department_code = department.economic_code
            and department.scheme = 'department'
    inner join economics as government
        on
            correspondences.government_code = government.economic_code
            and government.scheme = 'government'

)

select
    {{ surrogate_key(['department_economic_key', 'government_economic_key', 'valid_from_year']) }}
        as economic_government_key,
    department_economic_key,
    government_economic_key,
    department_code,
    department_name,
    department_level,
    government_code,
    government_name,
    government_level,
    body_kind,
    valid_from_year,
    nullif(last_year, 9999) as valid_to_year,
    source_ref
from paired
where valid_from_year <= last_year
