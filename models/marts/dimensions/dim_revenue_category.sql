with keyed_categories as (

    select
        revenue_code,
        revenue_name,
        level,
        parent_code,
        valid_from_year,
        valid_to_year,
        fund_type,
        source_ref,
        {{ surrogate_key(['revenue_code', 'valid_from_year']) }} as revenue_category_key
    from {{ ref('stg_code__revenues') }}

)

{{ with_unknown_members(
    'keyed_categories',
    [
        'revenue_category_key', 'revenue_code', 'revenue_name', 'level', 'parent_code',
        'valid_from_year', 'valid_to_year', 'fund_type', 'source_ref',
    ],
    {
        'revenue_category_key': code_key('code'),
        'revenue_code': 'code',
        'revenue_name': 'name_zh',
    },
) }}
