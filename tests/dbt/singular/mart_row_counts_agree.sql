-- Nothing is lost and nothing doubled between what was read, the reports and the facts; the test
-- holds_its_lines of each fact compares its lines one by one.
with counts as (

    select
        'budget lines' as what,
        (select count(*) from {{ ref('int_budget_lines_accepted') }}) as rows_read,
        (select count(*) from {{ ref('rpt_budget_lines') }}) as rows_reported,
        (select count(*) from {{ ref('int_budget_lines_keyed') }}) as rows_in_facts
    union all
    select
        'indicators' as what,
        (select count(*) from {{ ref('int_indicators') }}) as rows_read,
        (select count(*) from {{ ref('rpt_performance_indicators') }}) as rows_reported,
        (select count(*) from {{ ref('fct_performance_indicator') }}) as rows_in_facts

)

select
    what,
    rows_read,
    rows_reported,
    rows_in_facts
from counts
where
    rows_read <> rows_reported
    or rows_read <> rows_in_facts
