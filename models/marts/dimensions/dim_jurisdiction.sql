-- A renamed division has one row a name in the code list; the last name stands for the division
-- here, and dim_document carries the name that was valid in the year of the document.
with names_from_the_last as (

    select
        jurisdiction_code,
        jurisdiction_name,
        short_name,
        level,
        parent_code,
        valid_from_year,
        valid_to_year,
        row_number() over (
            partition by jurisdiction_code
            order by valid_from_year desc
        ) as recency
    from {{ ref('stg_code__jurisdictions') }}

),

divisions as (

    select
        jurisdiction_code,
        jurisdiction_name,
        short_name,
        level,
        parent_code,
        valid_from_year,
        valid_to_year
    from names_from_the_last
    where recency = 1

),

names_before as (

    select
        jurisdiction_code,
        string_agg(
            jurisdiction_name || ' ' || cast(valid_from_year as varchar)
            || '–' || cast(valid_to_year as varchar),
            '; ' order by valid_from_year
        ) as former_names
    from names_from_the_last
    where recency > 1
    group by jurisdiction_code

),

placed_divisions as (

    select
        divisions.jurisdiction_code,
        divisions.jurisdiction_name,
        divisions.level,
        divisions.parent_code,
        divisions.short_name,
        divisions.valid_from_year,
        divisions.valid_to_year,
        names_before.former_names,
        {{ code_key('divisions.jurisdiction_code') }} as jurisdiction_key,
        case
            when divisions.level = 'province' then divisions.jurisdiction_name
            when parents.level = 'province' then parents.jurisdiction_name
            when grandparents.level = 'province' then grandparents.jurisdiction_name
        end as province_name,
        case
            when divisions.level = 'prefecture' then divisions.jurisdiction_name
            when parents.level = 'prefecture' then parents.jurisdiction_name
        end as prefecture_name
    from divisions
    left join names_before
        on divisions.jurisdiction_code = names_before.jurisdiction_code
    left join divisions as parents
        on divisions.parent_code = parents.jurisdiction_code
    left join divisions as grandparents
        on parents.parent_code = grandparents.jurisdiction_code

)

{{ with_unknown_members(
    'placed_divisions',
    [
        'jurisdiction_key', 'jurisdiction_code', 'jurisdiction_name', 'level', 'province_name',
        'prefecture_name', 'parent_code', 'short_name', 'former_names', 'valid_from_year',
        'valid_to_year',
    ],
    {
        'jurisdiction_key': code_key('code'),
        'jurisdiction_code': 'code',
        'jurisdiction_name': 'name_zh',
        'province_name': 'name_zh',
        'prefecture_name': 'name_zh',
    },
) }}
