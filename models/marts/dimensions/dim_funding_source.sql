with keyed_sources as (

    select
        funding_source_code,
        funding_source_name_zh,
        funding_source_name_en,
        parent_code,
        is_fiscal,
        is_memo,
        {{ code_key('funding_source_code') }} as funding_source_key
    from {{ ref('stg_code__funding_sources') }}

)

{{ with_unknown_members(
    'keyed_sources',
    [
        'funding_source_key', 'funding_source_code', 'funding_source_name_zh',
        'funding_source_name_en', 'parent_code', 'is_fiscal', 'is_memo',
    ],
    {
        'funding_source_key': code_key('code'),
        'funding_source_code': 'code',
        'funding_source_name_zh': 'name_zh',
        'funding_source_name_en': 'name_en',
    },
) }}
