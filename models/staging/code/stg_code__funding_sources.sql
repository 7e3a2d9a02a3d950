select
    cast(nullif(trim(is_fiscal), '') as boolean) as is_fiscal,
    cast(nullif(trim(is_memo), '') as boolean) as is_memo,
    cast(nullif(trim(adds_to_total), '') as boolean) as adds_to_total,
    cast(nullif(trim(is_balance), '') as boolean) as is_balance,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(funding_source_name_zh), '') as funding_source_name_zh,
    nullif(trim(funding_source_name_en), '') as funding_source_name_en,
    nullif(trim(parent_code), '') as parent_code
from {{ ref('code_funding_source') }}
