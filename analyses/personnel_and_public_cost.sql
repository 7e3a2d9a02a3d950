-- 各单位的基本支出中，人员经费与公用经费各多少（万元），公用经费占多大比重？
-- How much of each unit's basic expenditure is personnel, how much is public cost (in 10,000 yuan)?
with

-- The category 'total' stands beside its parts and is left out, as are rows that repeat a sum.
costs as (
    select
        fiscal_year,
        stage,
        coalesce(unit_name, department_name, document_file) as unit_name,
        sum(case when cost_category <> 'public' then amount_cny else 0 end) as personnel_cny,
        sum(case when cost_category = 'public' then amount_cny else 0 end) as public_cny
    from mart.rpt_budget_lines
    where
        line_kind = 'economic'
        and not is_total
        and cost_category in ('personnel', 'personnel_wages', 'personnel_transfers', 'public')
    group by fiscal_year, stage, coalesce(unit_name, department_name, document_file)
)

select
    fiscal_year,
    stage,
    unit_name,
    cast(personnel_cny / 10000 as decimal(18, 2)) as personnel_wan,
    cast(public_cny / 10000 as decimal(18, 2)) as public_wan,
    cast(public_cny / nullif(personnel_cny + public_cny, 0) as decimal(9, 4)) as public_share
from costs
order by public_share desc, unit_name asc
