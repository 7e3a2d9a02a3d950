{#
    Documents of which a statement of revenue prints what was carried over and no total of the year
    alone: its whole holds the balances, so that of a summary which it is compared with must too.
    Where no whole of all sources is printed (年初结转 | 本年收入 of a single budget) none holds them.
#}
with

{# The year may be told by the row (本年收入合计) or by the column. #}
columns_of_year as (
    select distinct
        filled.document_id,
        filled.table_no,
        filled.block_no,
        filled.col_no
    from {{ ref('int_header_cells_filled') }} as filled
    inner join {{ ref('int_total_wordings') }} as totals
        on filled.header_key = totals.wording
    where totals.is_of_year
),

statements_read as (
    select
        amounts.document_id,
        amounts.stage,
        amounts.statement_code,
        bool_or(coalesce(sources.is_balance, false) and amounts.amount_cny <> 0) as has_balances,
        bool_or(amounts.funding_source_code = 'total' and amounts.column_rank = 1) as has_whole,
        bool_or(
            coalesce(totals.is_of_year, false)
            or (
                columns_of_year.col_no is not null
                and amounts.funding_source_code = 'total'
                and amounts.column_rank = 1
            )
        ) as has_total_of_year
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('stg_code__funding_sources') }} as sources
        on amounts.funding_source_code = sources.funding_source_code
    left join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    left join {{ ref('int_rows_classified') }} as printed
        on {{ same_row('amounts', 'printed') }}
    left join columns_of_year
        on
            {{ same_block('printed', 'columns_of_year') }}
            and amounts.col_no = columns_of_year.col_no
    where amounts.side = 'revenue'
    group by amounts.document_id, amounts.stage, amounts.statement_code
)

select distinct
    document_id,
    stage
from statements_read
where
    has_balances
    and has_whole
    and not has_total_of_year
