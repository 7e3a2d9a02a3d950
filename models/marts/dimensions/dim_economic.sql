-- An item's interval is cut where its class is renamed, so that each row carries the names of its
-- own years.
with editions as (

    select
        scheme,
        economic_code,
        economic_name,
        parent_code,
        level,
        cost_category,
        government_code,
        valid_from_year,
        source_ref,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__economics') }}

),

with_classes as (

    select
        editions.scheme,
        editions.economic_code,
        editions.economic_name,
        editions.level,
        editions.cost_category,
        editions.government_code,
        editions.source_ref,
        classes.economic_code as parent_code,
        classes.economic_name as parent_name,
        case
            when classes.valid_from_year > editions.valid_from_year then classes.valid_from_year
            else editions.valid_from_year
        end as valid_from_year,
        case
            when classes.last_year < editions.last_year then classes.last_year
            else editions.last_year
        end as last_year
    from editions
    left join editions as classes
        on
            editions.scheme = classes.scheme
            and editions.parent_code = classes.economic_code
            and editions.valid_from_year <= classes.last_year
            and editions.last_year >= classes.valid_from_year

),

keyed_economics as (

    select
        scheme,
        economic_code,
        economic_name,
        level,
        cost_category,
        government_code,
        valid_from_year,
        source_ref,
        {{ surrogate_key(['scheme', 'economic_code', 'valid_from_year']) }} as economic_key,
        case when level = 'class' then economic_code else parent_code end as class_code,
        case when level = 'class' then economic_name else parent_name end as class_name,
        nullif(last_year, 9999) as valid_to_year
    from with_classes

),

described_economics as (

    select
        keyed_economics.economic_key,
        keyed_economics.scheme,
        keyed_economics.economic_code,
        keyed_economics.economic_name,
        keyed_economics.level,
        keyed_economics.class_code,
        keyed_economics.class_name,
        keyed_economics.cost_category,
        keyed_economics.government_code,
        keyed_economics.valid_from_year,
        keyed_economics.valid_to_year,
        keyed_economics.source_ref,
        kinds.gfs_code,
        kinds.gfs_name
    from keyed_economics
    left join {{ ref('int_economics_by_gfs') }} as kinds
        on keyed_economics.economic_code = kinds.economic_code

)

{{ with_unknown_members(
    'described_economics',
    [
        'economic_key', 'scheme', 'economic_code', 'economic_name', 'level', 'class_code',
        'class_name', 'cost_category', 'government_code', 'valid_from_year', 'valid_to_year',
        'source_ref', 'gfs_code', 'gfs_name',
    ],
    {
        'economic_key': code_key('code'),
        'economic_code': 'code',
        'economic_name': 'name_zh',
        'class_code': 'code',
        'class_name': 'name_zh',
    },
) }}
