with keyed_statements as (

    select
        statement_code,
        statement_name_zh,
        statement_name_en,
        document_kind,
        display_order,
        line_kind,
        {{ code_key('statement_code') }} as statement_key
    from {{ ref('stg_code__statements') }}

)

{{ with_unknown_members(
    'keyed_statements',
    [
        'statement_key', 'statement_code', 'statement_name_zh', 'statement_name_en',
        'document_kind', 'display_order', 'line_kind',
    ],
    {
        'statement_key': code_key('code'),
        'statement_code': 'code',
        'statement_name_zh': 'name_zh',
        'statement_name_en': 'name_en',
        'display_order': 'display_order',
    },
) }}
