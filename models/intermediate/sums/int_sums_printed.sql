{#
    What a document prints as the total of a report, once: the largest total of the statement that says
    it best.
#}
with

ranked as (
    select
        document_id,
        report_code,
        statement_code,
        table_no,
        cell_id,
        budget_line_key,
        amount_cny,
        rounding_step_cny,
        row_number() over (
            partition by document_id, report_code
            order by
                total_order asc, amount_cny desc, table_no asc, row_no asc, col_no asc,
                budget_line_key asc
        ) as total_rank
    from {{ ref('int_lines_to_sum') }}
    where
        states_total
        and not is_total_per_table
)

select
    document_id,
    report_code,
    statement_code,
    table_no,
    cell_id,
    budget_line_key,
    amount_cny as total_cny,
    rounding_step_cny
from ranked
where total_rank = 1
