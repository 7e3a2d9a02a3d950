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

select
    statement_key,
    statement_code,
    statement_name_zh,
    statement_name_en,
    document_kind,
    display_order,
    line_kind
from keyed_statements
