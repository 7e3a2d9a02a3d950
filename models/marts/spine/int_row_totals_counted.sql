{{ config(schema='intermediate', contract={'enforced': false}) }}

-- The column of all natures beside the parts that count: of every row that rpt_expenditure is made
-- of, the one amount of its year and stage that restates it, so that reports by function alone
-- count each row once. Where none does (none is printed, or the printed one is contradicted) the
-- parts themselves count.
with rows_counted as (

    select
        document_id,
        table_no,
        row_no,
        fiscal_year,
        stage,
        coalesce(function_code_printed, function_name_printed) as function_printed,
        sum(amount_cny) as amount_cny
    from {{ ref('int_budget_lines_keyed') }}
    where counted_in = 'rpt_expenditure'
    group by
        document_id,
        table_no,
        row_no,
        fiscal_year,
        stage,
        coalesce(function_code_printed, function_name_printed)

),

restating as (

    select
        lines_keyed.budget_line_key,
        lines_keyed.document_id,
        lines_keyed.table_no,
        lines_keyed.row_no,
        rows_counted.function_printed,
        row_number() over (
            partition by
                lines_keyed.document_id, lines_keyed.table_no, lines_keyed.row_no,
                rows_counted.function_printed
            order by
                case when lines_keyed.funding_source_code = 'total' then 0 else 1 end,
                lines_keyed.col_no
        ) as restating_rank
    from {{ ref('int_budget_lines_keyed') }} as lines_keyed
    inner join rows_counted
        on
            lines_keyed.document_id = rows_counted.document_id
            and lines_keyed.table_no = rows_counted.table_no
            and lines_keyed.row_no = rows_counted.row_no
            and lines_keyed.fiscal_year is not distinct from rows_counted.fiscal_year
            and lines_keyed.stage = rows_counted.stage
            and coalesce(lines_keyed.function_code_printed, lines_keyed.function_name_printed)
            = rows_counted.function_printed
            and lines_keyed.amount_cny = rows_counted.amount_cny
    where
        lines_keyed.expenditure_nature = 'total'
        and lines_keyed.side = 'expenditure'

),

rows_restated as (

    select distinct
        document_id,
        table_no,
        row_no,
        function_printed
    from restating

)

select budget_line_key
from restating
where restating_rank = 1
union all
select lines_keyed.budget_line_key
from {{ ref('int_budget_lines_keyed') }} as lines_keyed
left join rows_restated
    on
        lines_keyed.document_id = rows_restated.document_id
        and lines_keyed.table_no = rows_restated.table_no
        and lines_keyed.row_no = rows_restated.row_no
        and coalesce(lines_keyed.function_code_printed, lines_keyed.function_name_printed)
        = rows_restated.function_printed
where
    lines_keyed.counted_in = 'rpt_expenditure'
    and rows_restated.document_id is null
