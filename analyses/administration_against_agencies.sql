-- 各单位在社会保险经办机构（2080109）与行政运行（2080101）上各支出多少（万元）？
-- What does each bureau spend on agencies of social insurance (2080109) against its own
-- administration (2080101), in 10,000 yuan?
with

-- The nature 'total' stands beside basic and project and counts only where these are not printed.
statements as (
    select
        fiscal_year,
        stage,
        department_name,
        statement_code,
        function_code,
        coalesce(unit_name, department_name, document_file) as unit_name,
        coalesce(
            sum(case when expenditure_nature <> 'total' then amount_cny end),
            sum(case when expenditure_nature = 'total' then amount_cny end)
        ) as amount_cny
    from mart.rpt_budget_lines
    where
        line_kind = 'function'
        and side = 'expenditure'
        and not is_total
        and function_code in ('2080101', '2080109')
    group by
        fiscal_year,
        stage,
        department_name,
        statement_code,
        function_code,
        coalesce(unit_name, department_name, document_file)
),

-- The same money stands in several statements; the one that covers most counts.
units as (
    select
        fiscal_year,
        stage,
        department_name,
        unit_name,
        max(case when function_code = '2080101' then amount_cny end) as administration_cny,
        max(case when function_code = '2080109' then amount_cny end) as agencies_cny
    from statements
    group by fiscal_year, stage, department_name, unit_name
)

select
    fiscal_year,
    stage,
    department_name,
    unit_name,
    cast(administration_cny / 10000 as decimal(18, 2)) as administration_wan,
    cast(agencies_cny / 10000 as decimal(18, 2)) as agencies_wan
from units
order by department_name asc, unit_name asc, fiscal_year asc
