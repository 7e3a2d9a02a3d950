-- 各单位一年支出多少，其中基本支出、项目支出各多少（万元）？
-- How much does each unit spend in a year, on basic and on project expenditure (in 10,000 yuan)?
with

function_lines as (
    select
        document_id,
        statement_code,
        fiscal_year,
        stage,
        amount_cny,
        coalesce(unit_name, department_name, document_file) as unit_name,
        case when expenditure_nature = 'basic' then amount_cny else 0 end as basic_cny,
        case when expenditure_nature = 'project' then amount_cny else 0 end as project_cny
    from mart.rpt_budget_lines
    where
        line_kind = 'function'
        and side = 'expenditure'
        and not is_total
        and expenditure_nature in ('basic', 'project')
),

-- the same money stands in several statements: the widest one of each document counts
statements_ranked as (
    select
        document_id,
        statement_code,
        row_number() over (
            partition by document_id
            order by
                case statement_code
                    when 'expenditure_summary' then 1
                    when 'general_public_expenditure' then 2
                    else 3
                end,
                statement_code
        ) as statement_rank
    from function_lines
    group by document_id, statement_code
),

unit_totals as (
    select
        function_lines.fiscal_year,
        function_lines.stage,
        function_lines.unit_name,
        sum(function_lines.amount_cny) as amount_cny,
        sum(function_lines.basic_cny) as basic_cny,
        sum(function_lines.project_cny) as project_cny
    from function_lines
    inner join statements_ranked
        on
            function_lines.document_id = statements_ranked.document_id
            and function_lines.statement_code = statements_ranked.statement_code
            and statements_ranked.statement_rank = 1
    group by function_lines.fiscal_year, function_lines.stage, function_lines.unit_name
)

select
    fiscal_year,
    stage,
    unit_name,
    cast(amount_cny / 10000 as decimal(18, 2)) as expenditure_wan,
    cast(basic_cny / 10000 as decimal(18, 2)) as basic_wan,
    cast(project_cny / 10000 as decimal(18, 2)) as project_wan
from unit_totals
order by amount_cny desc, unit_name asc
