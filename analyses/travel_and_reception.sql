-- 各单位的差旅费、公务接待费各多少（万元），差旅费占公用经费多大比重？
-- What does each unit plan for travel and for receptions (in 10,000 yuan), and what share of its
-- public cost is travel?
with

-- Economic items 30211 (travel) and 30217 (receptions), of the category 'public' only: 'total'
-- stands beside it. Receptions are printed once more among the 三公 expenses.
units as (
    select
        fiscal_year,
        stage,
        coalesce(unit_name, department_name, document_file) as unit_name,
        sum(case when economic_code = '30211' then amount_cny end) as travel_cny,
        sum(case when economic_code = '30217' then amount_cny end) as reception_cny,
        max(case when line_kind = 'three_public' then amount_cny end) as three_public_cny,
        sum(case when line_kind = 'economic' then amount_cny end) as public_cny
    from mart.rpt_budget_lines
    where
        not is_total
        and (
            (line_kind = 'economic' and cost_category = 'public')
            or (line_kind = 'three_public' and item_name = 'reception')
        )
    group by fiscal_year, stage, coalesce(unit_name, department_name, document_file)
)

select
    fiscal_year,
    stage,
    unit_name,
    cast(travel_cny / 10000 as decimal(18, 2)) as travel_wan,
    cast(reception_cny / 10000 as decimal(18, 2)) as reception_wan,
    cast(three_public_cny / 10000 as decimal(18, 2)) as reception_three_public_wan,
    cast(travel_cny / nullif(public_cny, 0) as decimal(9, 4)) as travel_share
from units
order by coalesce(travel_cny, 0) desc, unit_name asc
