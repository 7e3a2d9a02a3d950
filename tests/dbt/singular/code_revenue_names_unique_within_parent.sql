-- Two codes of one parent with the same name in the same year cannot be told apart by name.
{{ config(severity='warn') }}

with windows as (
    select
        revenue_code,
        revenue_name,
        valid_from_year,
        coalesce(parent_code, '') as parent_code,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__revenues') }}
)

select
    one.revenue_code,
    other.revenue_code as other_code,
    one.parent_code,
    one.revenue_name
from windows as one
inner join windows as other
    on
        one.parent_code = other.parent_code
        and one.revenue_name = other.revenue_name
        and one.revenue_code < other.revenue_code
        and one.valid_from_year <= other.last_year
        and one.last_year >= other.valid_from_year
