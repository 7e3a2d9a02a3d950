-- Reports by function alone hold what counts of the statements by function, a row whose total is
-- contradicted included: by document, year and stage the counted sums are equal.
with counted_sums as (

    select
        amounts.document_key,
        amounts.fiscal_year,
        amounts.stage,
        sum(amounts.amount_cny) as amount_cny
    from {{ ref('fct_function_expenditure') }} as amounts
    inner join {{ ref('code_statement') }} as statements
        on amounts.statement_code = statements.statement_code
    where
        amounts.is_counted
        and amounts.line_kind = 'function'
        and statements.line_kind = 'function'
        and statements.document_kind in ('budget', 'final_account')
    group by amounts.document_key, amounts.fiscal_year, amounts.stage

),

reported_sums as (

    {% for report in ['rpt_function_expenditure_over_years', 'rpt_expenditure_by_cofog'] -%}
        select
            '{{ report }}' as report_code,
            document_key,
            fiscal_year,
            stage,
            sum(amount_cny) as amount_cny
        from {{ ref(report) }}
        where is_counted
        group by document_key, fiscal_year, stage
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}

),

reports as (

    select distinct report_code
    from reported_sums

)

select
    reports.report_code,
    counted_sums.document_key,
    counted_sums.amount_cny,
    reported_sums.amount_cny as reported_cny
from counted_sums
cross join reports
left join reported_sums
    on
        reports.report_code = reported_sums.report_code
        and counted_sums.document_key = reported_sums.document_key
        and counted_sums.fiscal_year is not distinct from reported_sums.fiscal_year
        and counted_sums.stage = reported_sums.stage
where counted_sums.amount_cny is distinct from reported_sums.amount_cny
