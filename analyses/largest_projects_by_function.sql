-- 每个功能科目下金额最大的两个项目是什么（万元），占该科目项目支出多大比重？
-- Which two projects carry the most money under each function (in 10,000 yuan), and what share?
select
    fiscal_year,
    stage,
    function_code,
    function_name,
    jurisdiction_name,
    unit_name,
    project_name,
    cast(sum(amount_cny) * 0.0001 as decimal(18, 2)) as amount_wan,
    round(sum(amount_cny) / nullif(sum(sum(amount_cny)) over of_function, 0), 4) as function_share
from mart.rpt_project_expenditure
where function_code is not null
group by
    budget_unit_key, fiscal_year, stage, function_code, function_name, jurisdiction_name,
    unit_name, project_name
window of_function as (partition by fiscal_year, stage, function_code)
qualify rank() over (of_function order by sum(amount_cny) desc, project_name asc) <= 2
order by fiscal_year asc, stage asc, function_code asc, amount_wan desc, project_name asc
