-- A code's interval is cut where its section or class is renamed, so that each row carries the
-- names of its own years.
with editions as (

    select
        function_code,
        function_name,
        parent_code,
        level,
        valid_from_year,
        fund_type,
        source_ref,
        coalesce(valid_to_year, 9999) as last_year
    from {{ ref('stg_code__functions') }}

),

with_parents as (

    select
        editions.function_code,
        editions.function_name,
        editions.level,
        editions.fund_type,
        editions.source_ref,
        parents.function_code as parent_code,
        parents.function_name as parent_name,
        parents.parent_code as grandparent_code,
        case
            when parents.valid_from_year > editions.valid_from_year then parents.valid_from_year
            else editions.valid_from_year
        end as valid_from_year,
        case
            when parents.last_year < editions.last_year then parents.last_year
            else editions.last_year
        end as last_year
    from editions
    left join editions as parents
        on
            editions.parent_code = parents.function_code
            and editions.valid_from_year <= parents.last_year
            and editions.last_year >= parents.valid_from_year

),

with_grandparents as (

    select
        with_parents.function_code,
        with_parents.function_name,
        with_parents.level,
        with_parents.fund_type,
        with_parents.source_ref,
        with_parents.parent_code,
        with_parents.parent_name,
        grandparents.function_code as grandparent_code,
        grandparents.function_name as grandparent_name,
        case
            when grandparents.valid_from_year > with_parents.valid_from_year
                then grandparents.valid_from_year
            else with_parents.valid_from_year
        end as valid_from_year,
        case
            when grandparents.last_year < with_parents.last_year then grandparents.last_year
            else with_parents.last_year
        end as last_year
    from with_parents
    left join editions as grandparents
        on
            with_parents.grandparent_code = grandparents.function_code
            and with_parents.valid_from_year <= grandparents.last_year
            and with_parents.last_year >= grandparents.valid_from_year

),

keyed_functions as (

    select
        function_code,
        function_name,
        level,
        valid_from_year,
        fund_type,
        source_ref,
        {{ surrogate_key(['function_code', 'valid_from_year']) }} as function_key,
        case level
            when 'class' then function_code
            when 'section' then parent_code
            when 'item' then grandparent_code
        end as class_code,
        case level
            when 'class' then function_name
            when 'section' then parent_name
            when 'item' then grandparent_name
        end as class_name,
        case level
            when 'section' then function_code
            when 'item' then parent_code
        end as section_code,
        case level
            when 'section' then function_name
            when 'item' then parent_name
        end as section_name,
        case when level = 'item' then function_code end as item_code,
        case when level = 'item' then function_name end as item_name,
        nullif(last_year, 9999) as valid_to_year
    from with_grandparents

),

described_functions as (

    select
        keyed_functions.function_key,
        keyed_functions.function_code,
        keyed_functions.function_name,
        keyed_functions.level,
        keyed_functions.class_code,
        keyed_functions.class_name,
        keyed_functions.section_code,
        keyed_functions.section_name,
        keyed_functions.item_code,
        keyed_functions.item_name,
        keyed_functions.valid_from_year,
        keyed_functions.valid_to_year,
        keyed_functions.fund_type,
        keyed_functions.source_ref,
        purposes.cofog_division,
        purposes.cofog_division_name,
        purposes.cofog_group,
        purposes.cofog_group_name
    from keyed_functions
    left join {{ ref('int_functions_by_cofog') }} as purposes
        on keyed_functions.function_code = purposes.function_code

)

{{ with_unknown_members(
    'described_functions',
    [
        'function_key', 'function_code', 'function_name', 'level', 'class_code', 'class_name',
        'section_code', 'section_name', 'item_code', 'item_name', 'valid_from_year',
        'valid_to_year', 'fund_type', 'source_ref', 'cofog_division', 'cofog_division_name',
        'cofog_group', 'cofog_group_name',
    ],
    {
        'function_key': code_key('code'),
        'function_code': 'code',
        'function_name': 'name_zh',
        'class_code': 'code',
        'class_name': 'name_zh',
        'section_code': 'code',
        'section_name': 'name_zh',
        'item_code': 'code',
        'item_name': 'name_zh',
    },
) }}
