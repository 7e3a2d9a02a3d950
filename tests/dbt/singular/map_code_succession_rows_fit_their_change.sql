-- A new code has no old one, an abolished one no new one, a renamed one keeps its code and changes
-- its name; split goes to several codes, moved and merged to one.
with counted as (

    select
        scheme,
        old_code,
        old_name,
        new_code,
        new_name,
        change_kind,
        first_year,
        count(*) over (partition by scheme, old_code, first_year) as successor_count
    from {{ ref('stg_map__code_successions') }}

)

select
    scheme,
    old_code,
    new_code,
    change_kind,
    first_year
from counted
where not coalesce(
    case change_kind
        when 'new' then old_code is null and new_code is not null
        when 'abolished' then old_code is not null and new_code is null
        when 'renamed' then old_code = new_code and old_name <> new_name
        when 'split' then old_code <> new_code and successor_count > 1
        when 'moved' then old_code <> new_code and successor_count = 1
        when 'merged' then old_code <> new_code and successor_count = 1
    end, false
)
