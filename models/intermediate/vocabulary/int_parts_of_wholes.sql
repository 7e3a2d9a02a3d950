{#
    What is part of what among the values that a column of amounts may have, at any distance: natures
    of expenditure, categories of cost, 三公 and sources.
#}
select
    vocabulary as axis,
    code as part_code,
    whole_code
from {{ ref('stg_code__parts') }}
union all
select
    'funding_source' as axis,
    funding_source_code as part_code,
    ancestor_code as whole_code
from {{ ref('int_funding_source_ancestors') }}
