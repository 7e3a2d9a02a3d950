select
    cast(nullif(trim(display_order), '') as integer) as display_order,
    nullif(trim(code), '') as code,
    nullif(trim(name_zh), '') as name_zh,
    nullif(trim(name_en), '') as name_en,
    nullif(trim(description), '') as description,
    nullif(trim(fact), '') as fact,
    nullif(trim(revenue_fact), '') as revenue_fact,
    nullif(trim(code_kind), '') as code_kind,
    nullif(trim(side), '') as side,
    nullif(trim(item_from), '') as item_from,
    coalesce(trim(has_source) = 'yes', false) as has_source
from {{ ref('code_line_kind') }}
