-- A pair joins a government code with a department code, each valid in the years of the pair; the
-- one counterpart that a department code names for administrative bodies is the only one listed;
-- and no pair is lost on its way into the mart.
with pairs as (

    select
        government_code,
        department_code,
        body_kind,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_map__economic_correspondences') }}

),

economics as (

    select
        scheme,
        economic_code,
        government_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__economics') }}

),

of_other_schemes as (

    select
        pairs.department_code,
        pairs.government_code,
        'a code is not of its scheme in the years of the pair' as reason
    from pairs
    left join economics as department
        on
            pairs.department_code = department.economic_code
            and department.scheme = 'department'
            and pairs.valid_from_year >= department.valid_from_year
            and pairs.last_year <= department.last_year
    left join economics as government
        on
            pairs.government_code = government.economic_code
            and government.scheme = 'government'
            and pairs.valid_from_year >= government.valid_from_year
            and pairs.last_year <= government.last_year
    where
        department.economic_code is null
        or government.economic_code is null

),

of_administrations as (

    select
        department_code,
        count(distinct government_code) as counterparts,
        min(government_code) as government_code
    from pairs
    where body_kind <> 'institution'
    group by department_code

),

differing as (

    select
        economics.economic_code as department_code,
        economics.government_code,
        'the list of codes names another counterpart' as reason
    from economics
    left join of_administrations
        on
            economics.economic_code = of_administrations.department_code
            and of_administrations.counterparts = 1
    where
        economics.scheme = 'department'
        and coalesce(economics.government_code, '')
        <> coalesce(of_administrations.government_code, '')

),

lost as (

    select
        pairs.department_code,
        pairs.government_code,
        'the bridge does not hold the pair' as reason
    from pairs
    left join {{ ref('bridge_economic_government') }} as bridge
        on
            pairs.department_code = bridge.department_code
            and pairs.government_code = bridge.government_code
    where bridge.economic_government_key is null

)

select
    department_code,
    government_code,
    reason
from of_other_schemes
union all
select
    department_code,
    government_code,
    reason
from differing
union all
select
    department_code,
    government_code,
    reason
from lost
