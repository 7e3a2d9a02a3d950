-- One row for each key; blanks count as a key and fail through not_null.
select
    unit_printed,
    count(*) as row_count
from {{ ref('code_measurement_unit') }}
group by unit_printed
having count(*) > 1
