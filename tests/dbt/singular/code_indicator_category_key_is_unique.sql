-- One row for each key; blanks count as a key and fail through not_null.
select
    level2_code,
    count(*) as row_count
from {{ ref('code_indicator_category') }}
group by level2_code
having count(*) > 1
