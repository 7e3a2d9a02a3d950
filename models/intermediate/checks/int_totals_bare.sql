{#
    Tables of lines that print their total and not one line: cut off, or a row is lost. Kinds of 三公 and
    of assets may stand in columns, so that their total is all. One row a table.
#}
with

rows_printed as (
    select
        sums.document_id,
        sums.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        sums.cell_id,
        sums.amount_cny,
        sums.is_grand_total
    from {{ ref('int_statement_rows') }} as sums
    inner join {{ ref('int_lines_to_reconcile') }} as amounts
        on sums.cell_id = amounts.cell_id
    where sums.line_kind not in ('three_public', 'asset', 'debt')
)

select
    document_id,
    statement_code,
    table_no,
    min_by(
        cell_id, case when is_grand_total and amount_cny <> 0 then row_no * 1000 + col_no end
    ) as cell_id
from rows_printed
group by document_id, statement_code, table_no
having
    bool_or(is_grand_total and amount_cny <> 0)
    and not bool_or(not is_grand_total and amount_cny <> 0)
