-- 同一单位各年按可比科目（类、款）各支出多少（万元），金额由哪种对照得来？
-- What does a unit spend from year to year on comparable functions (in 10,000 yuan), and by which
-- mapping is the money comparable?
with

report as (
    select
        fiscal_year,
        document_key,
        statement_code,
        comparable_class_code,
        comparable_class_name,
        comparable_section_code,
        comparable_section_name,
        mapping,
        amount_cny,
        coalesce(stage, '') as stage,
        coalesce(jurisdiction_code, '') as jurisdiction_code,
        coalesce(funding_source_code, '') as funding_source_code,
        coalesce(unit_name, department_name, document_file) as unit_name
    from mart.rpt_function_expenditure_over_years
    where fiscal_year is not null
),

-- The same money stands in several statements and under several sources; of each year the document
-- that covers most counts.
series as (
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        document_key,
        statement_code,
        funding_source_code,
        sum(amount_cny) as amount_cny,
        row_number() over (
            partition by
                fiscal_year, stage, jurisdiction_code, unit_name, statement_code,
                funding_source_code
            order by sum(amount_cny) desc, document_key asc
        ) as document_rank
    from report
    group by
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        document_key,
        statement_code,
        funding_source_code
),

-- All years of a unit come from one statement and one source: those of most years, then of most
-- money.
statements as (
    select
        stage,
        jurisdiction_code,
        unit_name,
        statement_code,
        funding_source_code,
        row_number() over (
            partition by stage, jurisdiction_code, unit_name
            order by
                count(*) desc, sum(amount_cny) desc, statement_code asc, funding_source_code asc
        ) as statement_rank
    from series
    where document_rank = 1
    group by stage, jurisdiction_code, unit_name, statement_code, funding_source_code
),

amounts as (
    select
        report.fiscal_year,
        report.stage,
        report.jurisdiction_code,
        report.unit_name,
        report.statement_code,
        report.comparable_class_code,
        report.comparable_class_name,
        report.comparable_section_code,
        report.comparable_section_name,
        report.mapping,
        report.amount_cny
    from report
    inner join series
        on
            report.fiscal_year = series.fiscal_year
            and report.stage = series.stage
            and report.jurisdiction_code = series.jurisdiction_code
            and report.unit_name = series.unit_name
            and report.document_key = series.document_key
            and report.statement_code = series.statement_code
            and report.funding_source_code = series.funding_source_code
    inner join statements
        on
            report.stage = statements.stage
            and report.jurisdiction_code = statements.jurisdiction_code
            and report.unit_name = statements.unit_name
            and report.statement_code = statements.statement_code
            and report.funding_source_code = statements.funding_source_code
    where
        series.document_rank = 1
        and statements.statement_rank = 1
),

-- Every amount once by class and once by section. What is comparable at a class only stands among
-- the sections under the code of the class; what is not comparable has no code.
by_level as (
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        statement_code,
        mapping,
        amount_cny,
        'class' as comparison_level,
        comparable_class_code as comparable_code,
        comparable_class_name as comparable_name
    from amounts
    union all
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        statement_code,
        mapping,
        amount_cny,
        'section' as comparison_level,
        coalesce(comparable_section_code, comparable_class_code) as comparable_code,
        coalesce(comparable_section_name, comparable_class_name) as comparable_name
    from amounts
),

sums as (
    select
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        statement_code,
        comparison_level,
        comparable_code,
        comparable_name,
        sum(amount_cny) as amount_cny,
        sum(case when mapping = 'unchanged' then amount_cny else 0 end) as unchanged_cny,
        sum(case when mapping = 'renamed' then amount_cny else 0 end) as renamed_cny,
        sum(case when mapping in ('moved', 'merged') then amount_cny else 0 end) as moved_cny,
        sum(case when mapping = 'split' then amount_cny else 0 end) as split_cny
    from by_level
    group by
        fiscal_year,
        stage,
        jurisdiction_code,
        unit_name,
        statement_code,
        comparison_level,
        comparable_code,
        comparable_name
)

select
    unit_name,
    stage,
    statement_code,
    comparison_level,
    comparable_code,
    comparable_name,
    fiscal_year,
    cast(amount_cny / 10000 as decimal(18, 2)) as amount_wan,
    cast(unchanged_cny / nullif(amount_cny, 0) as decimal(9, 4)) as unchanged_share,
    cast(renamed_cny / nullif(amount_cny, 0) as decimal(9, 4)) as renamed_share,
    cast(moved_cny / nullif(amount_cny, 0) as decimal(9, 4)) as moved_share,
    cast(split_cny / nullif(amount_cny, 0) as decimal(9, 4)) as split_share
from sums
order by
    unit_name asc,
    jurisdiction_code asc,
    stage asc,
    comparison_level asc,
    comparable_code asc nulls last,
    fiscal_year asc
