with keyed_categories as (

    select
        level1_code,
        level1_name_zh,
        level1_name_en,
        level2_code,
        level2_name_zh,
        level2_name_en,
        {{ code_key('level2_code') }} as indicator_category_key
    from {{ ref('stg_code__indicator_categories') }}

)

{{ with_unknown_members(
    'keyed_categories',
    [
        'indicator_category_key', 'level1_code', 'level1_name_zh', 'level1_name_en', 'level2_code',
        'level2_name_zh', 'level2_name_en',
    ],
    {
        'indicator_category_key': code_key('code'),
        'level1_name_zh': 'name_zh',
        'level1_name_en': 'name_en',
        'level2_code': 'code',
        'level2_name_zh': 'name_zh',
        'level2_name_en': 'name_en',
    },
) }}
