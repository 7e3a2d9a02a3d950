with keyed_kinds as (

    select
        code,
        name_zh,
        name_en,
        description,
        display_order,
        fact,
        revenue_fact,
        {{ code_key('code') }} as line_kind_key
    from {{ ref('stg_code__line_kinds') }}

)

{{ with_unknown_members(
    'keyed_kinds',
    [
        'code', 'name_zh', 'name_en', 'description', 'display_order', 'fact', 'revenue_fact',
        'line_kind_key',
    ],
    {
        'code': 'code',
        'name_zh': 'name_zh',
        'name_en': 'name_en',
        'description': 'description',
        'display_order': 'display_order',
        'line_kind_key': code_key('code'),
    },
) }}
