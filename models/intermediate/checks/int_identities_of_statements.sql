{#
    The same money in two statements: function classes against the summary, basic expenditure
    against its items.
#}
with

statement_totals as (
    select
        tops.document_id,
        tops.statement_code,
        tops.document_kind,
        tops.statement_family,
        tops.side,
        tops.stage,
        tops.expenditure_nature,
        sum(tops.amount_cny) as total_cny,
        count(*) as part_count,
        max(tops.rounding_step_cny) as rounding_step_cny,
        string_agg(tops.cell_id, ',' order by tops.cell_id) as cell_ids
    from {{ ref('int_coded_lines') }} as tops
    where
        tops.parent_length is null
        and not tops.is_below
        and tops.cost_category in ('', 'total')
        and (tops.side = 'expenditure' or tops.funding_source_code = 'total')
        and tops.statement_family in (
            'revenue_summary', 'expenditure_summary', 'general_public_expenditure',
            'general_public_basic_expenditure'
        )
    group by
        tops.document_id,
        tops.statement_code,
        tops.document_kind,
        tops.statement_family,
        tops.side,
        tops.stage,
        tops.expenditure_nature
),

{#
    Totals of the summaries: a statement by function holds what is received and spent in the
    year, so it agrees with 本年合计 where that is printed, else with the last total.
#}
summary_totals_ranked as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.document_kind,
        amounts.statement_family,
        amounts.side,
        amounts.stage,
        amounts.amount_cny,
        amounts.cell_id,
        row_number() over (
            partition by
                amounts.document_id, amounts.statement_code, amounts.side, amounts.stage
            order by
                case when keyed.name_key like '本年%' then 0 else 1 end asc,
                amounts.amount_cny desc,
                amounts.cell_id asc
        ) as total_rank
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where
        amounts.line_kind = 'summary'
        and amounts.is_total
        and keyed.is_total_wording
        and (
            amounts.side = 'revenue'
            or (
                amounts.side = 'expenditure'
                and amounts.funding_source_code = 'total'
                and amounts.expenditure_nature = 'total'
            )
        )
),

summary_totals as (
    select
        document_id,
        statement_code,
        document_kind,
        statement_family,
        side,
        stage,
        cell_id,
        amount_cny as total_cny
    from summary_totals_ranked
    where total_rank = 1
),

statements_agreeing as (
    select
        stated.document_id,
        stated.statement_code,
        concat(stated.statement_code, ' = ', summary_totals.statement_code) as scope,
        summary_totals.total_cny as expected_cny,
        stated.total_cny as found_cny,
        stated.part_count,
        stated.rounding_step_cny,
        summary_totals.cell_id || ',' || stated.cell_ids as cell_ids
    from statement_totals as stated
    inner join summary_totals
        on
            stated.document_id = summary_totals.document_id
            and stated.document_kind = summary_totals.document_kind
            and stated.side = summary_totals.side
            and stated.stage = summary_totals.stage
            and (
                (
                    stated.statement_family in ('revenue_summary', 'expenditure_summary')
                    and summary_totals.statement_family = 'revenue_expenditure_summary'
                )
                or (
                    stated.statement_family = 'general_public_expenditure'
                    and summary_totals.statement_family = 'fiscal_appropriation_summary'
                )
            )
    where stated.expenditure_nature = 'total'
    union all
    select
        items.document_id,
        items.statement_code,
        concat(items.statement_code, ' = ', functions_listed.statement_code) as scope,
        functions_listed.total_cny as expected_cny,
        items.total_cny as found_cny,
        items.part_count + functions_listed.part_count as part_count,
        items.rounding_step_cny,
        functions_listed.cell_ids || ',' || items.cell_ids as cell_ids
    from statement_totals as items
    inner join statement_totals as functions_listed
        on
            items.document_id = functions_listed.document_id
            and items.document_kind = functions_listed.document_kind
            and items.stage = functions_listed.stage
            and functions_listed.statement_family in (
                'general_public_expenditure', 'expenditure_summary'
            )
            and functions_listed.expenditure_nature = 'basic'
    where items.statement_family = 'general_public_basic_expenditure'
)

select
    document_id,
    statement_code,
    'statements_agree' as check_code,
    scope,
    expected_cny,
    found_cny,
    part_count,
    rounding_step_cny,
    cell_ids
from statements_agreeing
