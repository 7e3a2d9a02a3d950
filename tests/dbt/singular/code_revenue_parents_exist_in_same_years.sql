-- The windows of a parent do not overlap, so the years it shares with a child, summed up,
-- must be exactly the years of the child. A code above the lowest level without a parent fails too.
with windows as (
    select
        revenue_code,
        level,
        parent_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__revenues') }}
),

matched as (
    select
        child.revenue_code,
        child.level,
        child.parent_code,
        child.valid_from_year,
        child.last_year,
        case
            when parent.revenue_code is null then 0
            else
                least(child.last_year, parent.last_year)
                - greatest(child.valid_from_year, parent.valid_from_year) + 1
        end as shared_years
    from windows as child
    left join windows as parent
        on
            child.parent_code = parent.revenue_code
            and child.valid_from_year <= parent.last_year
            and child.last_year >= parent.valid_from_year
)

select
    revenue_code,
    parent_code,
    valid_from_year,
    last_year,
    sum(shared_years) as shared_years
from matched
where parent_code is not null or level not in ('class', 'province')
group by revenue_code, parent_code, valid_from_year, last_year
having sum(shared_years) <> last_year - valid_from_year + 1
