-- No mapping loses or multiplies money: by document, statement and function code the report has
-- the lines and the sum of the printed amounts of all natures; these come from the report of
-- printed lines, not from the fact.
with line_sums as (

    select
        lines_read.document_key,
        lines_read.statement_code,
        coalesce(lines_read.function_code, '') as function_code,
        count(*) as line_count,
        sum(lines_read.amount_cny) as amount_cny
    from {{ ref('rpt_budget_lines') }} as lines_read
    inner join {{ ref('code_statement') }} as statements
        on lines_read.statement_code = statements.statement_code
    where
        statements.line_kind = 'function'
        and statements.document_kind in ('budget', 'final_account')
        and lines_read.line_kind = 'function'
        and lines_read.expenditure_nature = 'total'
        and coalesce(lines_read.side, 'none') <> 'revenue'
        and not lines_read.is_total
    group by
        lines_read.document_key,
        lines_read.statement_code,
        coalesce(lines_read.function_code, '')

),

mapped_sums as (

    select
        document_key,
        statement_code,
        coalesce(function_code, '') as function_code,
        sum(line_count) as line_count,
        sum(amount_cny) as amount_cny
    from {{ ref('rpt_function_expenditure_over_years') }}
    where expenditure_nature = 'total'
    group by
        document_key,
        statement_code,
        coalesce(function_code, '')

)

select
    line_sums.document_key,
    mapped_sums.document_key as reported_document_key,
    line_sums.statement_code,
    line_sums.function_code,
    line_sums.line_count,
    mapped_sums.line_count as reported_line_count,
    line_sums.amount_cny,
    mapped_sums.amount_cny as reported_amount_cny
from line_sums
full outer join mapped_sums
    on
        line_sums.document_key = mapped_sums.document_key
        and line_sums.statement_code = mapped_sums.statement_code
        and line_sums.function_code = mapped_sums.function_code
where
    line_sums.document_key is null
    or mapped_sums.document_key is null
    or line_sums.line_count <> mapped_sums.line_count
    or line_sums.amount_cny is distinct from mapped_sums.amount_cny
