select
    cast(nullif(trim(match_order), '') as integer) as match_order,
    cast(nullif(trim(is_total), '') as boolean) as is_total,
    nullif(trim(wording), '') as wording,
    nullif(trim(line_kind), '') as line_kind,
    nullif(trim(side), '') as side,
    nullif(trim(funding_source_code), '') as funding_source_code,
    nullif(trim(expenditure_nature), '') as expenditure_nature,
    nullif(trim(item_name), '') as item_name,
    nullif(trim(cost_category), '') as cost_category
from {{ ref('map_subject_to_line') }}
