-- Whatever ends in a code list has a row that says what became of it.
with windows as (

    select
        'function' as scheme,
        function_code as code,
        valid_to_year
    from {{ ref('stg_code__functions') }}
    union all
    select
        'economic' as scheme,
        economic_code as code,
        valid_to_year
    from {{ ref('stg_code__economics') }}

)

select
    windows.scheme,
    windows.code,
    windows.valid_to_year
from windows
left join {{ ref('stg_map__code_successions') }} as successions
    on
        windows.scheme = successions.scheme
        and windows.code = successions.old_code
        and windows.valid_to_year + 1 = successions.first_year
where
    windows.valid_to_year is not null
    and successions.scheme is null
