-- A document that was read wholly has one row and no reason; no document has two outcomes.
select
    document_id,
    count(*) as row_count,
    count(distinct outcome) as outcome_count
from {{ ref('stg_raw__outcomes') }}
group by document_id
having
    count(distinct outcome) > 1
    or (min(outcome) = 'loaded' and count(*) > 1)
    or (min(outcome) = 'loaded' and count(reason) > 0)
