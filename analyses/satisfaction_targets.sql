-- 设了哪些满意度目标，定得多高（%）？
-- Which satisfaction targets are set, and how high (in %)?
-- value_base is in %, also where ‰ is printed, so that a misprint shows as a very low target.
select
    fiscal_year,
    jurisdiction_name,
    department_name,
    operator,
    value_base as target_percent,
    count(*) as indicator_count,
    min(indicator_name) as example
from mart.rpt_performance_indicators
where is_counted and level2_code = 'satisfaction' and base_unit = '%' and value_base is not null
group by
    fiscal_year, jurisdiction_code, jurisdiction_name, department_name, operator, value_base
order by
    jurisdiction_name asc, jurisdiction_code asc, department_name asc, target_percent desc,
    operator asc
