{#
    Statements of three rows and more without a row of a total, though at least three other statements of
    the document print one; and summaries that print the total of the year alone (本年收入合计), though
    another summary of the document prints the one with balances too (总计). One row a statement, with the
    first cell of its last row.
#}
with

statements_counted as (
    select
        amounts.document_id,
        amounts.statement_code,
        count(distinct concat(amounts.table_no, ' ', amounts.row_no)) as row_count,
        count(total_cells.row_no) as total_count,
        max_by(
            amounts.cell_id,
            1000000 * amounts.table_no + 1000 * amounts.row_no - amounts.col_no
        ) as cell_id
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('int_total_cells') }} as total_cells
        on {{ same_row('amounts', 'total_cells') }}
    where
        amounts.line_kind in ('function', 'economic', 'project', 'procurement', 'summary')
        and amounts.document_kind <> 'performance_target'
        and amounts.amount_cny <> 0
    group by amounts.document_id, amounts.statement_code
),

documents_counted as (
    select
        document_id,
        count(case when total_count > 0 then 1 end) as statement_count
    from statements_counted
    group by document_id
),

summaries_totalled as (
    select
        amounts.document_id,
        amounts.statement_code,
        bool_or(totals.has_balances) as has_balances
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_totals_with_balances') }} as totals
        on amounts.cell_id = totals.cell_id
    where amounts.amount_cny <> 0
    group by amounts.document_id, amounts.statement_code
),

summaries_without as (
    select distinct
        alone.document_id,
        alone.statement_code
    from summaries_totalled as alone
    inner join summaries_totalled as peers
        on alone.document_id = peers.document_id
    where
        not alone.has_balances
        and peers.has_balances
)

select
    statements_counted.document_id,
    statements_counted.statement_code,
    statements_counted.row_count,
    statements_counted.cell_id
from statements_counted
inner join documents_counted
    on statements_counted.document_id = documents_counted.document_id
where
    statements_counted.total_count = 0
    and statements_counted.row_count >= 3
    and documents_counted.statement_count >= 3
union all
select
    statements_counted.document_id,
    statements_counted.statement_code,
    statements_counted.row_count,
    statements_counted.cell_id
from statements_counted
inner join summaries_without
    on
        statements_counted.document_id = summaries_without.document_id
        and statements_counted.statement_code = summaries_without.statement_code
