{# Amounts that are seen but of which no line may be made: a part may be missing on our side. #}
select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    part_no,
    withheld_reason
from {{ ref('int_amounts_seen') }}
where withheld_reason is not null
