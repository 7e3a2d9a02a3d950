-- 项目的钱从哪里来：各资金来源支持多少个项目、多少金额（万元）、占多大比重？
-- Who funds the projects: how many projects, how much (in 10,000 yuan) and what share per source?
with

-- Only sources that stand side by side and together make the total of a project. 'total' would
-- count everything twice; general_public_budget, other_income and 'of which' are parts of these.
sources as (
    select
        document_id,
        fiscal_year,
        table_no,
        project_name,
        funding_source_code,
        coalesce(department_name, document_file) as department_name,
        max(amount_cny) as amount_cny
    from mart.rpt_budget_lines
    where
        line_kind = 'funding'
        and horizon = 'annual'
        and not is_total
        and funding_source_code in (
            'fiscal', 'special_account', 'unit_funds', 'social_investment', 'bank_loan',
            'superior_funds', 'own_level_funds', 'other_funds'
        )
    group by
        document_id,
        fiscal_year,
        table_no,
        project_name,
        funding_source_code,
        coalesce(department_name, document_file)
),

departments as (
    select
        fiscal_year,
        department_name,
        funding_source_code,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from sources
    where amount_cny > 0
    group by fiscal_year, department_name, funding_source_code
)

select
    departments.fiscal_year,
    departments.department_name,
    departments.funding_source_code,
    funding_sources.funding_source_name_zh,
    departments.project_count,
    cast(departments.amount_cny / 10000 as decimal(18, 2)) as amount_wan,
    cast(
        departments.amount_cny / sum(departments.amount_cny) over (
            partition by departments.fiscal_year, departments.department_name
        ) as decimal(9, 4)
    ) as department_share
from departments
inner join mart.dim_funding_source as funding_sources
    on departments.funding_source_code = funding_sources.funding_source_code
order by departments.department_name asc, departments.amount_cny desc
