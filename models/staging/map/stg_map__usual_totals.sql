select
    nullif(trim(category_code), '') as category_code,
    nullif(trim(side), '') as side,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(cost_category), '') as cost_category
from {{ ref('check_usual_total') }}
