-- 各单位的基本支出中，人员经费与公用经费各多少（万元），公用经费占多大比重？
-- How much of each unit's basic expenditure is personnel, how much is public cost (in 10,000 yuan)?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    unit_name,
    cast(sum(case when cost_group = 'personnel' then amount_cny end) * 0.0001 as decimal(18, 2))
        as personnel_wan,
    cast(sum(case when cost_group = 'public' then amount_cny end) * 0.0001 as decimal(18, 2))
        as public_wan,
    round(
        sum(case when cost_group = 'public' then amount_cny end) / nullif(sum(amount_cny), 0), 4
    ) as public_share
from mart.rpt_basic_expenditure
group by budget_unit_key, fiscal_year, stage, jurisdiction_name, unit_name
order by public_share desc, unit_name asc, budget_unit_key asc
