-- 项目的钱从哪里来：各资金来源支持多少个项目、多少金额（万元）、占多大比重？
-- Who funds the projects: how many projects, how much (in 10,000 yuan) and what share per source?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    department_name,
    funding_source_name_zh,
    cast(sum(amount_cny) * 0.0001 as decimal(18, 2)) as amount_wan,
    count(distinct project_key) as project_count,
    round(sum(amount_cny) / sum(sum(amount_cny)) over (
        partition by fiscal_year, stage, jurisdiction_code, department_name
    ), 4) as department_share
from mart.rpt_project_expenditure
where amount_cny > 0
group by
    fiscal_year, stage, jurisdiction_code, jurisdiction_name, department_name,
    funding_source_name_zh
order by jurisdiction_name asc, jurisdiction_code asc, department_name asc, amount_wan desc
