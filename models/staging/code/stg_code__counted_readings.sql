select
    cast(nullif(trim(reading_order), '') as integer) as reading_order,
    nullif(trim(report_code), '') as report_code,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(cost_category), '') as cost_category,
    nullif(trim(funding_source), '') as funding_source,
    nullif(trim(three_public_category), '') as three_public_category,
    coalesce(trim(takes_repeats) = 'yes', false) as takes_repeats,
    coalesce(trim(is_whole) = 'yes', false) as is_whole
from {{ ref('code_counted_reading') }}
