-- Two codes of one parent with the same name in the same year cannot be told apart by name.
{{ config(severity='warn') }}

with windows as (
    select
        scheme,
        economic_code,
        economic_name,
        valid_from_year,
        coalesce(parent_code, '') as parent_code,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__economics') }}
)

select
    one.scheme,
    one.economic_code,
    other.economic_code as other_code,
    one.parent_code,
    one.economic_name
from windows as one
inner join windows as other
    on
        one.scheme = other.scheme
        and one.parent_code = other.parent_code
        and one.economic_name = other.economic_name
        and one.economic_code < other.economic_code
        and one.valid_from_year <= other.last_year
        and one.last_year >= other.valid_from_year
