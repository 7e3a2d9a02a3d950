-- 哪些满意度目标定得最高（%）？
-- Which satisfaction targets are set highest (in %)?
with

targets as (
    select
        fiscal_year,
        project_name,
        indicator_name,
        operator,
        value_number as target_percent,
        coalesce(unit_name, document_file) as unit_name
    from mart.rpt_performance_indicators
    where
        level1_code = 'satisfaction'
        and unit_printed = '%'
        and value_number is not null
)

select
    fiscal_year,
    unit_name,
    project_name,
    indicator_name,
    operator,
    target_percent
from targets
order by target_percent desc, unit_name asc, project_name asc, indicator_name asc
limit 10
