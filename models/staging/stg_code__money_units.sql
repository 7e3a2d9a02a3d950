select
    nullif(trim(unit_printed), '') as unit_printed,
    cast(nullif(trim(factor), '') as decimal(18,2)) as factor
from {{ ref('code_money_unit') }}
