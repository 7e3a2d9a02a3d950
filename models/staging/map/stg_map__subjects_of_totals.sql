select
    nullif(trim(wording), '') as wording,
    nullif(trim(part), '') as part,
    nullif(trim(side), '') as side,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(cost_category), '') as cost_category,
    nullif(trim(funding_source_code), '') as funding_source_code,
    coalesce(trim(has_balances), '') = 'yes' as has_balances
from {{ ref('map_subject_to_total') }}
