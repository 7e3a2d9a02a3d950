-- 同一文件的各张表对支出总额的说法一致吗（万元）？
-- Do the statements of one document agree on its expenditure (in 10,000 yuan)?
with

-- 'total' stands beside its parts in three ways: nature, cost category and funding source.
-- The money block of a target form has lines by source only; its totals follow below.
lines as (
    select
        fiscal_year,
        document_file,
        statement_code,
        line_kind,
        amount_cny,
        case
            when line_kind = 'economic' then 'basic'
            else expenditure_nature
        end as expenditure_nature
    from mart.rpt_budget_lines
    where
        side = 'expenditure'
        and not is_total
        and statement_code <> 'unit_performance_target'
        and (
            line_kind in ('function', 'project')
            or (
                line_kind = 'summary'
                and funding_source_code = 'total'
                and coalesce(cost_category, 'total') = 'total'
            )
            or (line_kind = 'economic' and cost_category = 'total')
        )
),

stated as (
    select
        fiscal_year,
        document_file,
        statement_code,
        line_kind,
        amount_cny,
        expenditure_nature
    from mart.rpt_budget_lines
    where
        line_kind = 'function'
        and side = 'expenditure'
        and is_total
        and statement_code in ('unit_performance_target', 'narrative_statement')
        and funding_source_code = 'total'
),

everything as (
    select
        fiscal_year,
        document_file,
        statement_code,
        amount_cny,
        expenditure_nature
    from lines
    union all
    select
        fiscal_year,
        document_file,
        statement_code,
        amount_cny,
        expenditure_nature
    from stated
),

statements as (
    select
        fiscal_year,
        document_file,
        statement_code,
        sum(case when expenditure_nature = 'basic' then amount_cny end) as basic_cny,
        sum(case when expenditure_nature = 'project' then amount_cny end) as project_cny,
        sum(case when expenditure_nature = 'total' then amount_cny end) as total_cny
    from everything
    group by fiscal_year, document_file, statement_code
)

select
    fiscal_year,
    document_file,
    statement_code,
    cast(basic_cny / 10000 as decimal(18, 2)) as basic_wan,
    cast(project_cny / 10000 as decimal(18, 2)) as project_wan,
    cast(total_cny / 10000 as decimal(18, 2)) as total_wan
from statements
order by document_file asc, statement_code asc
