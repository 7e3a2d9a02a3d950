{#
    Where a summary prints the total of the year beside another total, that one holds balances too
    (本年收入合计, 年初结转和结余, 总计): the cells of both kinds, one a row.
#}
with

totals_printed as (
    select
        amounts.document_id,
        amounts.cell_id,
        totals.is_of_year,
        bool_or(totals.is_of_year) over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.side, amounts.stage
        ) as has_total_of_year
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    inner join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    where
        amounts.line_kind = 'summary'
        and amounts.is_total
        and not totals.is_subtotal
)

select
    document_id,
    cell_id,
    not is_of_year as has_balances
from totals_printed
where has_total_of_year
