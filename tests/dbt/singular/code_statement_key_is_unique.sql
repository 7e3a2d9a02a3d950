-- One row for each key; blanks count as a key and fail through not_null.
select
    statement_code,
    count(*) as row_count
from {{ ref('code_statement') }}
group by statement_code
having count(*) > 1
