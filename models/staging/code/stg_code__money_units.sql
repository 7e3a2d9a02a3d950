select
    cast(nullif(trim(factor), '') as decimal(18, 2)) as factor,
    nullif(trim(unit_printed), '') as unit_printed
from {{ ref('code_money_unit') }}
