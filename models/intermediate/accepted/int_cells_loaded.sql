{# Cells that became a fact: a line that is accepted, or an indicator. #}
select distinct cell_id
from {{ ref('int_budget_lines_accepted') }}
union distinct
select distinct cell_id
from {{ ref('int_indicators') }}
