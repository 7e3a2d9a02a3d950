-- The map to GFS is keyed by the code alone, which holds only while the schemes share none.
select
    economic_code,
    count(distinct scheme) as scheme_count
from {{ ref('stg_code__economics') }}
group by economic_code
having count(distinct scheme) > 1
