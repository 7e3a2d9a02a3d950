-- 各单位在社会保险经办机构（2080109）与行政运行（2080101）上各支出多少（万元）？
-- What does each unit spend on agencies of social insurance (2080109) against its own
-- administration (2080101), in 10,000 yuan?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    department_name,
    unit_name,
    cast(sum(case when function_code = '2080101' then amount_cny end) * 0.0001 as decimal(18, 2))
        as administration_wan,
    cast(sum(case when function_code = '2080109' then amount_cny end) * 0.0001 as decimal(18, 2))
        as agencies_wan
from mart.rpt_expenditure
where function_code in ('2080101', '2080109')
group by budget_unit_key, fiscal_year, stage, jurisdiction_name, department_name, unit_name
order by
    jurisdiction_name asc, department_name asc, unit_name asc, budget_unit_key asc,
    fiscal_year asc, stage asc
