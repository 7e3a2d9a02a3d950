{#
    Documents of which a statement of revenue prints what was carried over and no total of the year
    alone: its whole holds the balances, so that of a summary which it is compared with must too.
#}
with

statements_read as (
    select
        amounts.document_id,
        amounts.stage,
        amounts.statement_code,
        bool_or(coalesce(sources.is_balance, false) and amounts.amount_cny <> 0) as has_balances,
        bool_or(coalesce(totals.is_of_year, false)) as has_total_of_year
    from {{ ref('int_lines_to_reconcile') }} as amounts
    left join {{ ref('stg_code__funding_sources') }} as sources
        on amounts.funding_source_code = sources.funding_source_code
    left join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    where amounts.side = 'revenue'
    group by amounts.document_id, amounts.stage, amounts.statement_code
)

select distinct
    document_id,
    stage
from statements_read
where
    has_balances
    and not has_total_of_year
