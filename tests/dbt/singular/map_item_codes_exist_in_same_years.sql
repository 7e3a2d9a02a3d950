-- The code of an alias is valid in the first and in the last year of the alias.
with aliases as (
    select
        'map_item_to_economic' as seed_name,
        wording,
        economic_code as code,
        valid_from_year as first_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_map__item_economics') }}
    union all
    select
        'map_item_to_function' as seed_name,
        wording,
        function_code as code,
        valid_from_year as first_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_map__item_functions') }}
),

codes as (
    select
        'map_item_to_economic' as seed_name,
        economic_code as code,
        valid_from_year as first_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__economics') }}
    where scheme = 'department'
    union all
    select
        'map_item_to_function' as seed_name,
        function_code as code,
        valid_from_year as first_year,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__functions') }}
),

ends_covered as (
    select
        aliases.seed_name,
        aliases.wording,
        aliases.code,
        aliases.first_year,
        aliases.last_year,
        count(
            case when aliases.first_year between codes.first_year and codes.last_year then 1 end
        ) as first_count,
        count(
            case when aliases.last_year between codes.first_year and codes.last_year then 1 end
        ) as last_count
    from aliases
    left join codes
        on
            aliases.seed_name = codes.seed_name
            and aliases.code = codes.code
    group by
        aliases.seed_name, aliases.wording, aliases.code, aliases.first_year, aliases.last_year
)

select
    seed_name,
    wording,
    code,
    first_year,
    last_year
from ends_covered
where
    first_count = 0
    or last_count = 0
