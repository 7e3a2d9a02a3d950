-- 各单位基本支出中的差旅费、公务接待费各多少（万元），差旅费占公用经费多大比重？
-- What does each unit plan for travel and for receptions within basic expenditure (in 10,000
-- yuan), and what share of its public cost is travel?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    unit_name,
    cast(sum(case when economic_code = '30211' then amount_cny end) * 0.0001 as decimal(18, 2))
        as travel_wan,
    cast(sum(case when economic_code = '30217' then amount_cny end) * 0.0001 as decimal(18, 2))
        as reception_wan,
    round(
        sum(case when economic_code = '30211' then amount_cny end) / nullif(sum(amount_cny), 0), 4
    ) as travel_share
from mart.rpt_basic_expenditure
where cost_group = 'public'
group by budget_unit_key, fiscal_year, stage, jurisdiction_name, unit_name
order by travel_wan desc nulls last, unit_name asc, budget_unit_key asc
