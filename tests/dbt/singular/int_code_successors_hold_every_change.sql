-- Every change of the map is the first that lies ahead of its old code in some window, and every
-- code that a window ends in is valid in the newest edition.
with newest_codes as (

    select
        'function' as scheme,
        function_code as code
    from {{ ref('stg_code__functions') }}
    where valid_to_year is null
    union all
    select
        'economic' as scheme,
        economic_code as code
    from {{ ref('stg_code__economics') }}
    where valid_to_year is null

),

changes_not_followed as (

    select
        changes.scheme,
        changes.old_code,
        changes.first_year,
        'change is not followed' as reason
    from {{ ref('stg_map__code_successions') }} as changes
    left join {{ ref('int_code_successors') }} as successors
        on
            changes.scheme = successors.scheme
            and changes.old_code = successors.old_code
            and changes.first_year = successors.mapping_first_year
    where
        changes.old_code is not null
        and successors.old_code is null

),

codes_not_valid as (

    select
        successors.scheme,
        successors.old_code,
        successors.mapping_last_year as first_year,
        'comparable code is not of the newest edition' as reason
    from {{ ref('int_code_successors') }} as successors
    left join newest_codes
        on
            successors.scheme = newest_codes.scheme
            and successors.comparable_code = newest_codes.code
    where
        successors.comparable_code is not null
        and newest_codes.code is null

)

select
    scheme,
    old_code,
    first_year,
    reason
from changes_not_followed
union all
select
    scheme,
    old_code,
    first_year,
    reason
from codes_not_valid
