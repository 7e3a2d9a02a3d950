-- Nothing is lost and nothing doubled between what was read, the reports and the facts.
with fact_rows as (

    select revenue_key as budget_line_key
    from {{ ref('fct_revenue') }}
    union all
    select function_expenditure_key as budget_line_key
    from {{ ref('fct_function_expenditure') }}
    union all
    select economic_expenditure_key as budget_line_key
    from {{ ref('fct_economic_expenditure') }}
    union all
    select project_funding_key as budget_line_key
    from {{ ref('fct_project_funding') }}
    union all
    select three_public_key as budget_line_key
    from {{ ref('fct_three_public') }}
    union all
    select procurement_key as budget_line_key
    from {{ ref('fct_procurement') }}
    union all
    select asset_key as budget_line_key
    from {{ ref('fct_asset') }}
    union all
    select narrative_amount_key as budget_line_key
    from {{ ref('fct_narrative_amount') }}
    union all
    select printed_total_key as budget_line_key
    from {{ ref('fct_printed_total') }}

),

counts as (

    select
        'budget lines' as what,
        (select count(*) from {{ ref('int_budget_lines_accepted') }}) as rows_read,
        (select count(*) from {{ ref('rpt_budget_lines') }}) as rows_reported,
        (select count(*) from fact_rows) as rows_in_facts
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
