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

select
    funding_source_key,
    funding_source_code,
    funding_source_name_zh,
    funding_source_name_en,
    parent_code,
    is_fiscal,
    is_memo
from keyed_sources
