-- 收入从哪里来：各单位的收入总计（万元）中，各资金来源占多大比重？
-- Where does revenue come from: how much (in 10,000 yuan) of a unit's revenue, and what share,
-- does each funding source bring?
select
    fiscal_year,
    stage,
    jurisdiction_name,
    unit_name,
    funding_source_code,
    funding_source_name_zh,
    cast(sum(amount_cny) * 0.0001 as decimal(18, 2)) as amount_wan,
    round(sum(amount_cny) / sum(sum(amount_cny)) over (
        partition by fiscal_year, stage, budget_unit_key
    ), 4) as unit_share
from mart.rpt_revenue
where amount_cny <> 0
group by
    budget_unit_key, fiscal_year, stage, jurisdiction_name, unit_name, funding_source_code,
    funding_source_name_zh
order by
    jurisdiction_name asc, unit_name asc, budget_unit_key asc, fiscal_year asc, amount_wan desc
