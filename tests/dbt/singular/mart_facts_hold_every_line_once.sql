-- Every row of the report stands in exactly one fact, and every row of a fact stands in the report.
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

fact_counts as (

    select
        budget_line_key,
        count(*) as facts_holding
    from fact_rows
    group by budget_line_key

)

select
    report.budget_line_key,
    fact_counts.budget_line_key as key_in_facts,
    report.document_file,
    report.line_kind,
    report.side,
    report.is_total,
    fact_counts.facts_holding
from {{ ref('rpt_budget_lines') }} as report
full outer join fact_counts
    on report.budget_line_key = fact_counts.budget_line_key
where
    report.budget_line_key is null
    or fact_counts.facts_holding is null
    or fact_counts.facts_holding <> 1
