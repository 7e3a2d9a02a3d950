-- 同一单位各年按可比科目（类、款）各支出多少（万元），多少由移并、分立的对照得来？
-- What does a unit spend from year to year on comparable functions (in 10,000 yuan), and how much
-- is comparable by codes that moved or were split? What has no section keeps the code of its class.
select
    jurisdiction_name,
    unit_name_resolved as unit_name,
    stage,
    fiscal_year,
    cast(sum(amount_cny) * 0.0001 as decimal(18, 2)) as amount_wan,
    case grouping(comparable_section_code) when 0 then 'section' else 'class' end
        as comparison_level,
    coalesce(comparable_section_code, comparable_class_code) as comparable_code,
    coalesce(comparable_section_name, comparable_class_name) as comparable_name,
    sum(case when mapping in ('moved', 'merged') then amount_cny else 0 end) as moved_cny,
    sum(case mapping when 'split' then amount_cny else 0 end) as split_cny
from mart.rpt_function_expenditure_over_years
where is_counted and fiscal_year is not null
group by
    budget_unit_key, jurisdiction_name, unit_name_resolved, stage, comparable_class_code,
    fiscal_year, comparable_class_name, rollup((comparable_section_code, comparable_section_name))
order by
    jurisdiction_name, unit_name, budget_unit_key, stage, comparison_level, comparable_code,
    fiscal_year
