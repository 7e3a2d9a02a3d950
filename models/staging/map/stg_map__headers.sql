select
    nullif(trim(wording), '') as wording,
    nullif(trim(value_type), '') as value_type,
    nullif(trim(role), '') as role,
    nullif(trim(side), '') as side,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(cost_category), '') as cost_category,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(three_public_category), '') as three_public_category,
    nullif(trim(stage), '') as stage,
    coalesce(trim(concept), '') = 'asset' as is_kind_of_assets,
    starts_with(coalesce(concept, ''), 'debt')
    or starts_with(coalesce(expenditure_nature, ''), 'debt') as is_of_debt,
    starts_with(coalesce(concept, ''), 'place') as is_of_places,
    starts_with(coalesce(concept, ''), 'transfer') as is_of_transfers
from {{ ref('map_header_to_role') }}
