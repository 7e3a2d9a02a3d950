-- The old code carried its name in the year before, the new one carries its name in the first
-- year; what was renamed, moved, merged or abolished is gone by then, and what is new was not
-- there before.
with successions as (

    select
        scheme,
        old_code,
        old_name,
        new_code,
        new_name,
        change_kind,
        first_year
    from {{ ref('stg_map__code_successions') }}

),

windows as (

    select
        'function' as scheme,
        function_code as code,
        function_name as code_name,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__functions') }}
    union all
    select
        'economic' as scheme,
        economic_code as code,
        economic_name as code_name,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__economics') }}

),

old_before as (

    select
        successions.scheme,
        successions.old_code,
        successions.new_code,
        successions.first_year,
        'old code is not valid in the year before' as reason
    from successions
    left join windows
        on
            successions.scheme = windows.scheme
            and successions.old_code = windows.code
            and successions.old_name = windows.code_name
            and successions.first_year - 1 between windows.valid_from_year and windows.last_year
    where
        successions.old_code is not null
        and windows.code is null

),

old_after as (

    select
        successions.scheme,
        successions.old_code,
        successions.new_code,
        successions.first_year,
        'old code goes on under its name' as reason
    from successions
    inner join windows
        on
            successions.scheme = windows.scheme
            and successions.old_code = windows.code
            and successions.old_name = windows.code_name
            and successions.first_year <= windows.last_year
    where successions.change_kind in ('renamed', 'moved', 'merged', 'abolished')

),

new_since as (

    select
        successions.scheme,
        successions.old_code,
        successions.new_code,
        successions.first_year,
        'new code is not valid in the first year' as reason
    from successions
    left join windows
        on
            successions.scheme = windows.scheme
            and successions.new_code = windows.code
            and successions.new_name = windows.code_name
            and successions.first_year between windows.valid_from_year and windows.last_year
    where
        successions.new_code is not null
        and windows.code is null

),

new_before as (

    select
        successions.scheme,
        successions.old_code,
        successions.new_code,
        successions.first_year,
        'new code is valid before' as reason
    from successions
    inner join windows
        on
            successions.scheme = windows.scheme
            and successions.new_code = windows.code
            and successions.first_year > windows.valid_from_year
    where successions.change_kind = 'new'

)

select * from old_before
union all
select * from old_after
union all
select * from new_since
union all
select * from new_before
