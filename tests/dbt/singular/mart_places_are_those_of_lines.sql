-- What is published names the place of a line or an indicator, which raw holds.
with

places as (
    select cell_id
    from {{ ref('int_budget_lines_accepted') }}
    union distinct
    select cell_id
    from {{ ref('int_indicators') }}
),

published as (
    select cell_id
    from {{ ref('rpt_budget_lines') }}
    union all
    select cell_id
    from {{ ref('rpt_performance_indicators') }}
)

select
    published.cell_id,
    'a published place that no line has' as failure
from published
left join places
    on published.cell_id = places.cell_id
where places.cell_id is null
