-- A line whose code was matched has a purpose: only lines without a matched code may lack it.
with without_purpose as (

    select
        document_key,
        statement_code,
        coalesce(stage, '') as stage,
        sum(line_count) as line_count
    from {{ ref('rpt_expenditure_by_cofog') }}
    where
        cofog_group is null
        {# Parts count where no column restates them, beside the lines of all natures. #}
        and expenditure_nature = 'total'
    group by document_key, statement_code, coalesce(stage, '')

),

without_code as (

    select
        document_key,
        statement_code,
        coalesce(stage, '') as stage,
        count(*) as line_count
    from {{ ref('fct_function_expenditure') }}
    where
        function_code is null
        and line_kind = 'function'
        and expenditure_nature = 'total'
    group by document_key, statement_code, coalesce(stage, '')

)

select
    without_purpose.document_key,
    without_purpose.statement_code,
    without_purpose.stage,
    without_purpose.line_count as lines_without_purpose,
    without_code.line_count as lines_without_code
from without_purpose
left join without_code
    on
        without_purpose.document_key = without_code.document_key
        and without_purpose.statement_code = without_code.statement_code
        and without_purpose.stage = without_code.stage
where without_purpose.line_count <> coalesce(without_code.line_count, 0)
