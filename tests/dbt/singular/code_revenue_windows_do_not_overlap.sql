-- Two rows of one code must not be valid in the same year, and no window may end before it starts.
with numbered as (
    select
        revenue_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year,
        row_number() over (
            partition by revenue_code
            order by valid_from_year, coalesce(valid_to_year, 9999), revenue_name
        ) as window_no
    from {{ ref('stg_code__revenues') }}
)

select
    earlier.revenue_code,
    earlier.valid_from_year,
    earlier.last_year,
    later.valid_from_year as other_valid_from_year
from numbered as earlier
left join numbered as later
    on
        earlier.revenue_code = later.revenue_code
        and earlier.window_no < later.window_no
        and earlier.last_year >= later.valid_from_year
where later.revenue_code is not null or earlier.last_year < earlier.valid_from_year
