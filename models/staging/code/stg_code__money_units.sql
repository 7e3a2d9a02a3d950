select
    cast(nullif(trim(factor), '') as decimal(18, 2)) as factor,
    cast(nullif(trim(least_of_a_table), '') as decimal(18, 2)) as least_of_a_table,
    nullif(trim(unit_printed), '') as unit_printed
from {{ ref('code_money_unit') }}
