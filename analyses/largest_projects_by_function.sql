-- 每个功能科目下金额最大的两个项目是什么（万元），占该科目项目支出多大比重？
-- Which two projects carry the most money under each function (in 10,000 yuan), and what share?
with

projects as (
    select
        fiscal_year,
        function_code,
        function_name,
        project_name,
        budget_line_key,
        amount_cny,
        coalesce(unit_name, department_name, document_file) as unit_name
    from mart.rpt_budget_lines
    where
        line_kind = 'project'
        and not is_total
        and project_name is not null
),

ranked as (
    select
        fiscal_year,
        function_code,
        function_name,
        unit_name,
        project_name,
        amount_cny,
        sum(amount_cny) over (partition by fiscal_year, function_code) as function_cny,
        row_number() over (
            partition by fiscal_year, function_code
            order by amount_cny desc, project_name asc, budget_line_key asc
        ) as project_rank
    from projects
)

select
    fiscal_year,
    function_code,
    function_name,
    unit_name,
    project_name,
    cast(amount_cny / 10000 as decimal(18, 2)) as amount_wan,
    cast(amount_cny / nullif(function_cny, 0) as decimal(9, 4)) as function_share
from ranked
where project_rank <= 2
order by fiscal_year asc, coalesce(function_code, '9') asc, amount_cny desc, project_name asc
