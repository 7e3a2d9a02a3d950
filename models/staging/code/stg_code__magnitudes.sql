select
    cast(nullif(trim(factor), '') as decimal(13, 0)) as factor,
    nullif(trim(magnitude), '') as magnitude
from {{ ref('code_magnitude') }}
