-- 各单位一年支出多少，其中基本支出、项目支出各多少（万元）？
-- How much does each unit spend in a year, on basic and on project expenditure (in 10,000 yuan)?
with

-- Lines, and the total that the sentences of a budget statement give beside them. The money block
-- of a target form prints each nature once as 合计 and once by source: only 合计 counts here.
amounts as (
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        document_id,
        statement_code,
        expenditure_nature,
        amount_cny,
        coalesce(unit_name, department_name, document_file) as unit_name
    from mart.rpt_budget_lines
    where
        line_kind in ('function', 'project')
        and side = 'expenditure'
        and case statement_code
            when 'unit_performance_target' then funding_source_code = 'total'
            when 'narrative_statement' then not is_total or expenditure_nature = 'total'
            else not is_total
        end
),

-- One row per statement. The nature 'total' stands beside its parts, so it is never added to them:
-- the larger of the two counts, for a part may be missing.
statements as (
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        document_id,
        statement_code,
        unit_name,
        sum(case when expenditure_nature = 'basic' then amount_cny end) as basic_cny,
        sum(case when expenditure_nature = 'project' then amount_cny end) as project_cny,
        greatest(
            sum(case when expenditure_nature <> 'total' then amount_cny else 0 end),
            sum(case when expenditure_nature = 'total' then amount_cny else 0 end)
        ) as expenditure_cny
    from amounts
    group by fiscal_year, stage, jurisdiction_code, document_id, statement_code, unit_name
),

-- The same money stands in several statements: of each unit the one that covers most counts.
ranked as (
    select
        fiscal_year,
        stage,
        unit_name,
        statement_code,
        expenditure_cny,
        basic_cny,
        project_cny,
        row_number() over (
            partition by fiscal_year, stage, jurisdiction_code, unit_name
            order by expenditure_cny desc, statement_code asc, document_id asc
        ) as statement_rank
    from statements
)

select
    fiscal_year,
    stage,
    unit_name,
    statement_code,
    cast(expenditure_cny / 10000 as decimal(18, 2)) as expenditure_wan,
    cast(basic_cny / 10000 as decimal(18, 2)) as basic_wan,
    cast(project_cny / 10000 as decimal(18, 2)) as project_wan
from ranked
where statement_rank = 1
order by expenditure_cny desc, unit_name asc
