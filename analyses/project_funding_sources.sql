-- 项目的钱从哪里来：各资金来源支持多少个项目、多少金额（万元）、占多大比重？
-- Who funds the projects: how many projects, how much (in 10,000 yuan) and what share per source?
with

-- The report counts the money of a project once, however often its form prints it. Some forms
-- tell parts of the fiscal money, others do not: here all of it is one source.
sources as (
    select
        document_key,
        fiscal_year,
        amount_cny,
        coalesce(project_key, funding_by_source_key) as project_ref,
        case when is_fiscal then 'fiscal' else funding_source_code end as funding_source_code
    from mart.rpt_funding_by_source
    where
        scope = 'project'
        and horizon = 'annual'
        and amount_cny > 0
),

departments as (
    select
        sources.fiscal_year,
        sources.funding_source_code,
        coalesce(documents.department_name, documents.file_name) as department_name,
        count(distinct sources.project_ref) as project_count,
        sum(sources.amount_cny) as amount_cny
    from sources
    inner join mart.dim_document as documents
        on sources.document_key = documents.document_key
    group by
        sources.fiscal_year,
        sources.funding_source_code,
        coalesce(documents.department_name, documents.file_name)
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
left join mart.dim_funding_source as funding_sources
    on departments.funding_source_code = funding_sources.funding_source_code
order by departments.department_name asc, departments.amount_cny desc
