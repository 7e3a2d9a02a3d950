{#
    What each statement states as its whole, by side, stage and nature of expenditure: the cells
    that add up to it, one a row. Statements are compared by it.
#}
with

{# Every code of the top counts once, whether or not a total is printed. #}
coded_totals as (
    select
        document_id,
        statement_code,
        statement_family,
        document_kind,
        side,
        stage,
        expenditure_nature,
        cell_id,
        amount_cny,
        rounding_step_cny
    from {{ ref('int_coded_lines') }}
    where
        parent_length is null
        and not is_below
        and cost_category in ('', 'total')
        and (side = 'expenditure' or funding_source_code = 'total')
),

{#
    A statement by function holds what is received and spent in the year, so of a summary the
    total of the year counts where that is printed, else the last total.
#}
summary_totals_ranked as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.statement_family,
        amounts.document_kind,
        amounts.side,
        amounts.stage,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        row_number() over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.side, amounts.stage
            order by
                case when totals.is_of_year then 0 else 1 end asc,
                amounts.amount_cny desc,
                amounts.cell_id asc
        ) as total_rank
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    inner join {{ ref('stg_map__total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    where
        amounts.line_kind = 'summary'
        and amounts.is_total
        and (
            amounts.side = 'revenue'
            or (
                amounts.side = 'expenditure'
                and amounts.funding_source_code = 'total'
                and amounts.expenditure_nature = 'total'
            )
        )
),

{# 合计 where it is printed, else the lines; of several columns the one of all sources. #}
rows_of_totals as (
    select
        printed.document_id,
        printed.statement_code,
        printed.statement_family,
        printed.document_kind,
        printed.side,
        printed.stage,
        printed.expenditure_nature,
        printed.cell_id,
        printed.amount_cny,
        printed.rounding_step_cny,
        printed.is_grand_total,
        bool_or(printed.is_grand_total) over (
            partition by
                printed.document_id, printed.statement_code, printed.side, printed.stage,
                printed.expenditure_nature
        ) as has_grand_total,
        row_number() over (
            partition by
                printed.document_id, printed.statement_code, printed.side, printed.stage,
                printed.expenditure_nature, printed.is_grand_total
            order by printed.amount_cny desc, printed.cell_id asc
        ) as amount_rank
    from {{ ref('int_statement_rows') }} as printed
    inner join {{ ref('stg_code__statements') }} as statements
        on printed.statement_code = statements.statement_code
    where
        printed.line_kind not in ('function', 'economic')
        and (printed.is_grand_total or printed.is_line)
        and printed.category in ('', 'total')
        and printed.cost_category in ('', 'total')
        and printed.funding_source_code
        in ('', 'total', coalesce(statements.funding_source_code, ''))
)

select
    document_id,
    statement_code,
    statement_family,
    document_kind,
    side,
    stage,
    expenditure_nature,
    cell_id,
    amount_cny,
    rounding_step_cny
from coded_totals
union all
select
    document_id,
    statement_code,
    statement_family,
    document_kind,
    side,
    stage,
    'total' as expenditure_nature,
    cell_id,
    amount_cny,
    rounding_step_cny
from summary_totals_ranked
where total_rank = 1
union all
select
    document_id,
    statement_code,
    statement_family,
    document_kind,
    side,
    stage,
    expenditure_nature,
    cell_id,
    amount_cny,
    rounding_step_cny
from rows_of_totals
where
    (is_grand_total and amount_rank = 1)
    or not has_grand_total
