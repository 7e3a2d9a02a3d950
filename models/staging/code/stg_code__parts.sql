select
    nullif(trim(vocabulary), '') as vocabulary,
    nullif(trim(code), '') as code,
    nullif(trim(whole_code), '') as whole_code
from {{ ref('code_part') }}
