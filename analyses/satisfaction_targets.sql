-- 设了哪些满意度目标，定得多高（%）？
-- Which satisfaction targets are set, and how high (in %)?
with

-- By the second level: some forms print it under another first level. value_base is in %, also
-- where ‰ is printed, so that a misprint shows as a very low target.
targets as (
    select
        indicators.fiscal_year,
        indicators.operator,
        indicators.indicator_name,
        indicators.value_base as target_percent,
        coalesce(documents.department_name, indicators.document_file) as department_name
    from mart.rpt_performance_indicators as indicators
    inner join mart.dim_document as documents
        on indicators.document_key = documents.document_key
    where
        indicators.level2_code = 'satisfaction'
        and indicators.base_unit = '%'
        and indicators.value_base is not null
)

select
    fiscal_year,
    department_name,
    operator,
    cast(target_percent as decimal(9, 2)) as target_percent,
    count(*) as indicator_count,
    min(indicator_name) as example
from targets
group by fiscal_year, department_name, operator, target_percent
order by department_name asc, target_percent desc, operator asc
