select
    nullif(trim(set_code), '') as set_code,
    nullif(trim(line_kind), '') as line_kind,
    nullif(trim(part_code), '') as part_code
from {{ ref('check_change_part') }}
