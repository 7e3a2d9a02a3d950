-- By document, statement, stage, unit and source the purposes add up to the lines they are made
-- of; the lines are taken from the report of printed amounts, not from the fact. Lines that only
-- balance the budget of a government have no purpose.
with line_sums as (

    select
        lines_read.document_key,
        lines_read.statement_code,
        coalesce(lines_read.stage, '') as stage,
        coalesce(lines_read.unit_code, '') as unit_code,
        coalesce(lines_read.unit_name, '') as unit_name,
        coalesce(lines_read.funding_source_code, '') as funding_source_code,
        count(*) as line_count,
        sum(lines_read.amount_cny) as amount_cny
    from {{ ref('rpt_budget_lines') }} as lines_read
    inner join {{ ref('code_statement') }} as statements
        on lines_read.statement_code = statements.statement_code
    inner join {{ ref('dim_document') }} as documents
        on lines_read.document_key = documents.document_key
    left join {{ ref('int_functions_by_cofog') }} as purposes
        on lines_read.function_code = purposes.function_code
    where
        (
            coalesce(documents.disclosure_scope, '') <> 'government'
            or coalesce(purposes.is_outlay, true)
        )
        and statements.line_kind = 'function'
        and statements.document_kind in ('budget', 'final_account')
        and lines_read.line_kind = 'function'
        and lines_read.expenditure_nature = 'total'
        and coalesce(lines_read.side, 'none') <> 'revenue'
        and not lines_read.is_total
    group by
        lines_read.document_key,
        lines_read.statement_code,
        coalesce(lines_read.stage, ''),
        coalesce(lines_read.unit_code, ''),
        coalesce(lines_read.unit_name, ''),
        coalesce(lines_read.funding_source_code, '')

),

purpose_sums as (

    select
        document_key,
        statement_code,
        coalesce(stage, '') as stage,
        coalesce(unit_code, '') as unit_code,
        coalesce(unit_name, '') as unit_name,
        coalesce(funding_source_code, '') as funding_source_code,
        sum(line_count) as line_count,
        sum(amount_cny) as amount_cny
    from {{ ref('rpt_expenditure_by_cofog') }}
    where expenditure_nature = 'total'
    group by
        document_key,
        statement_code,
        coalesce(stage, ''),
        coalesce(unit_code, ''),
        coalesce(unit_name, ''),
        coalesce(funding_source_code, '')

)

select
    line_sums.document_key,
    purpose_sums.document_key as reported_document_key,
    line_sums.statement_code,
    line_sums.line_count,
    purpose_sums.line_count as reported_line_count,
    line_sums.amount_cny,
    purpose_sums.amount_cny as reported_amount_cny
from line_sums
full outer join purpose_sums
    on
        line_sums.document_key = purpose_sums.document_key
        and line_sums.stage = purpose_sums.stage
        and line_sums.statement_code = purpose_sums.statement_code
        and line_sums.unit_code = purpose_sums.unit_code
        and line_sums.unit_name = purpose_sums.unit_name
        and line_sums.funding_source_code = purpose_sums.funding_source_code
where
    line_sums.document_key is null
    or purpose_sums.document_key is null
    or line_sums.line_count <> purpose_sums.line_count
    or line_sums.amount_cny is distinct from purpose_sums.amount_cny
