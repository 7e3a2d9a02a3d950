{#
    The division of the publisher, where its texts tell one. Two divisions of one name and nothing
    to tell them apart: neither is taken; int_jurisdiction_doubts says so.
#}
select
    document_id,
    jurisdiction_code
from {{ ref('int_jurisdiction_candidates') }}
where candidate_count = 1
