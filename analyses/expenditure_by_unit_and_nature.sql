-- 各单位一年支出多少，其中基本支出、项目支出各多少（万元）？
-- How much does each unit spend in a year, on basic and on project expenditure (in 10,000 yuan)?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    unit_name,
    statement_code,
    cast(sum(amount_cny) * 0.0001 as decimal(18, 2)) as expenditure_wan,
    cast(sum(case expenditure_nature when 'basic' then amount_cny end) * 0.0001 as decimal(18, 2))
        as basic_wan,
    cast(sum(case expenditure_nature when 'project' then amount_cny end) * 0.0001 as decimal(18, 2))
        as project_wan
from mart.rpt_expenditure
group by budget_unit_key, fiscal_year, stage, jurisdiction_name, unit_name, statement_code
order by expenditure_wan desc, unit_name asc, budget_unit_key asc, fiscal_year asc
