{#
    General and special debt are all debt, the own level and the places below it the whole area, and a
    balance is within its limit: of one measure, year, stage and place, where each stands once in a
    table. One row a figure of an identity.
#}
with

debts as (
    select
        lines_read.document_id,
        lines_read.statement_code,
        lines_read.table_no,
        lines_read.row_no,
        lines_read.cell_id,
        lines_read.amount_cny,
        lines_read.rounding_step_cny,
        debts.debt_measure,
        debts.debt_kind,
        debts.fiscal_year,
        debts.stage,
        coalesce(debts.debt_region, '') as debt_region,
        case when debts.debt_region = 'place' then lines_read.row_no else 0 end as place_row_no
    from {{ ref('int_lines_to_reconcile') }} as lines_read
    inner join {{ ref('int_debt_amounts') }} as debts
        on lines_read.cell_id = debts.cell_id
    where debts.debt_kind is not null
),

{# Each amount in the identities that it may be part of. #}
placed as (
    select
        *,
        'debt_parts_equal_total' as check_code,
        concat(
            't', table_no, ' ', debt_measure, ' ', coalesce(cast(fiscal_year as varchar), ''), ' ',
            stage, ' ', debt_region, ' ', place_row_no
        ) as scope,
        case when debt_kind = 'total' then 'expected' else 'found' end as side,
        debt_kind as part
    from debts
    union all
    select
        *,
        'debt_parts_equal_total' as check_code,
        concat(
            't', table_no, ' ', debt_measure, ' ', coalesce(cast(fiscal_year as varchar), ''), ' ',
            stage, ' of places ', debt_kind
        ) as scope,
        case when debt_region = 'all_places' then 'expected' else 'found' end as side,
        concat(debt_region, ' ', place_row_no) as part
    from debts
    where debt_region <> ''
    union all
    select
        *,
        'debt_within_limit' as check_code,
        concat(
            't', table_no, ' ', debt_kind, ' ', coalesce(cast(fiscal_year as varchar), ''), ' ',
            debt_region, ' ', place_row_no
        ) as scope,
        case when debt_measure = 'debt_limit' then 'expected' else 'found' end as side,
        debt_measure as part
    from debts
    where debt_measure in ('debt_limit', 'debt_balance')
),

{# A part that stands twice, or one that is missing, leaves open what the sum would be. #}
groups_whole as (
    select
        document_id,
        check_code,
        scope,
        max(case when side = 'expected' then cell_id end) as told_apart_by
    from placed
    group by document_id, check_code, scope
    having
        count(*) = count(distinct part)
        and count(case when side = 'expected' then 1 end) = 1
        and count(case when side = 'found' then 1 end)
        >= case when max(check_code) = 'debt_within_limit' then 1 else 2 end
        and (
            count(case when debt_region = 'all_places' then 1 end) <> 1
            or count(case when debt_region = 'own_level' then 1 end) <> 0
            or count(case when debt_region = 'place' then 1 end) = 0
        )
)

select
    placed.document_id,
    placed.statement_code,
    placed.check_code,
    placed.scope,
    groups_whole.told_apart_by,
    placed.side,
    placed.cell_id,
    placed.amount_cny,
    placed.rounding_step_cny,
    false as is_open
from placed
inner join groups_whole
    on
        placed.document_id = groups_whole.document_id
        and placed.check_code = groups_whole.check_code
        and placed.scope = groups_whole.scope
