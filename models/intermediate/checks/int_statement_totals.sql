{#
    What each statement states as its whole, by side, stage, nature of expenditure and funding
    source: the cells that add up to it, one a row. Statements are compared by it.
#}
{%- set told = [
    'document_id', 'statement_code', 'statement_family', 'document_kind', 'side', 'stage',
    'expenditure_nature', 'funding_source_code', 'section_no', 'col_no', 'cell_id', 'amount_cny',
    'rounding_step_cny',
] %}
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
        funding_source_code,
        section_no,
        col_no,
        cell_id,
        amount_cny,
        rounding_step_cny
    from {{ ref('int_coded_lines') }}
    where
        line_kind in ('function', 'economic')
        and parent_length is null
        and not is_below
        and cost_category in ('', 'total')
        and column_rank = 1
),

{#
    A statement by function holds what is received and spent in the year, so of a summary the
    total of the year counts where that is printed, else the last total; of revenue the last one where
    the other statement holds balances.
#}
summary_totals_ranked as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.statement_family,
        amounts.document_kind,
        amounts.side,
        amounts.stage,
        amounts.funding_source_code,
        amounts.col_no,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        coalesce(sections.section_no, 1) as section_no,
        row_number() over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.side, amounts.stage,
                amounts.funding_source_code, sections.section_no
            order by
                case
                    when totals.is_of_year and with_balances.document_id is null then 0 else 1
                end asc,
                amounts.amount_cny desc,
                amounts.cell_id asc
        ) as total_rank
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    inner join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    left join {{ ref('int_statement_sections') }} as sections
        on
            {{ same_table('amounts', 'sections') }}
            and amounts.statement_code = sections.statement_code
    left join {{ ref('int_revenue_with_balances') }} as with_balances
        on
            amounts.document_id = with_balances.document_id
            and case when amounts.side = 'revenue' then amounts.stage end = with_balances.stage
    where
        amounts.line_kind = 'summary'
        and amounts.is_total
        and amounts.column_rank = 1
        and (
            amounts.side = 'revenue'
            or (amounts.side = 'expenditure' and amounts.expenditure_nature = 'total')
        )
),

statements_coded as (
    select distinct
        document_id,
        statement_code
    from coded_totals
),

{# 合计 where it is printed, else the lines; without codes a statement by function has but that. #}
rows_of_totals as (
    select
        printed.document_id,
        printed.statement_code,
        printed.statement_family,
        printed.document_kind,
        printed.side,
        printed.stage,
        printed.expenditure_nature,
        printed.funding_source_code,
        printed.section_no,
        printed.col_no,
        printed.cell_id,
        printed.amount_cny,
        printed.rounding_step_cny,
        printed.is_grand_total,
        printed.line_kind in ('function', 'economic') as is_by_code,
        bool_or(printed.is_grand_total) over (
            partition by
                printed.document_id, printed.statement_code, printed.side, printed.stage,
                printed.expenditure_nature, printed.funding_source_code, printed.section_no
        ) as has_grand_total,
        row_number() over (
            partition by
                printed.document_id, printed.statement_code, printed.side, printed.stage,
                printed.expenditure_nature, printed.funding_source_code, printed.section_no,
                printed.is_grand_total
            order by printed.amount_cny desc, printed.cell_id asc
        ) as amount_rank
    from {{ ref('int_statement_rows') }} as printed
    left join statements_coded
        on
            printed.document_id = statements_coded.document_id
            and printed.statement_code = statements_coded.statement_code
    where
        (printed.is_grand_total or printed.is_line)
        and printed.category in ('', 'total')
        and printed.cost_category in ('', 'total')
        and printed.column_rank = 1
        and (
            printed.line_kind not in ('function', 'economic')
            or statements_coded.statement_code is null
        )
),

stated as (
    select
        {{ told | join(', ') }}
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
        funding_source_code,
        section_no,
        col_no,
        cell_id,
        amount_cny,
        rounding_step_cny
    from summary_totals_ranked
    where total_rank = 1
    union all
    select
        {{ told | join(', ') }}
    from rows_of_totals
    where
        (is_grand_total and amount_rank = 1)
        or (not is_by_code and not has_grand_total)
)

select
    document_id,
    statement_code,
    statement_family,
    document_kind,
    side,
    stage,
    expenditure_nature,
    funding_source_code,
    section_no,
    col_no,
    cell_id,
    amount_cny,
    rounding_step_cny,
    max(section_no) over (partition by document_id, statement_code) as section_count
from stated
