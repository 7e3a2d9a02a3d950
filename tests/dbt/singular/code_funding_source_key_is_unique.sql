-- One row for each key; blanks count as a key and fail through not_null.
select
    funding_source_code,
    count(*) as row_count
from {{ ref('code_funding_source') }}
group by funding_source_code
having count(*) > 1
