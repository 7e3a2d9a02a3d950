-- 各单位各类支出的预算（万元）完成了多少？只比同一笔钱。
-- How much of its budget (in 10,000 yuan) did each unit execute, by class of expenditure? Only what
-- is of the same money is compared.
select
    jurisdiction_code,
    unit_name,
    fiscal_year,
    class_code,
    class_name,
    cast(sum(coalesce(budget_cny, adjusted_budget_cny)) * 0.0001 as decimal(18, 2)) as budget_wan,
    cast(sum(final_account_cny) * 0.0001 as decimal(18, 2)) as final_account_wan,
    cast(
        sum(final_account_cny) / sum(coalesce(budget_cny, adjusted_budget_cny)) as decimal(9, 4)
    ) as execution_share
from mart.rpt_budget_execution
where classification = 'function' and execution_share is not null
group by jurisdiction_code, budget_unit_key, unit_name, fiscal_year, class_code, class_name
order by jurisdiction_code, unit_name, budget_unit_key, fiscal_year, class_code
