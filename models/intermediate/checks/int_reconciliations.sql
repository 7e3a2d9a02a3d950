{#
    Identities that a document must obey, each with what it states, what its parts give, and the
    verdict.
#}
with

cells_rounded as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        check_code,
        scope,
        side,
        amount_cny,
        rounding_step_cny,
        is_open,
        {# Money has nothing below a fen. #}
        case when rounding_step_cny > 0.01 then cast(rounding_step_cny as double) else 0 end
            as step_cny
    from {{ ref('int_identity_cells') }}
),

{#
    Every printed figure is rounded to its last digit, by half of one at most: of few figures the
    halves may add up, of many they cancel, and three standard deviations of so many roundings
    (one twelfth of a squared step each) hold practically all. One figure printed twice in the same
    digits is the same.
#}
summed as (
    select
        reconciliation_key,
        document_id,
        statement_code,
        check_code,
        scope,
        sum(case when side = 'expected' then amount_cny end) as expected_cny,
        case
            when not bool_or(is_open) then sum(case when side = 'found' then amount_cny end)
        end as found_cny,
        case
            when
                count(case when side = 'expected' then 1 end) = 1
                and count(case when side = 'found' then 1 end) = 1
                and count(distinct rounding_step_cny) = 1
                then 0
            else least(0.5 * sum(step_cny), sqrt(0.75 * sum(step_cny * step_cny)))
        end as tolerance_cny
    from cells_rounded
    group by reconciliation_key, document_id, statement_code, check_code, scope
),

measured_loosely as (
    select
        summed.reconciliation_key,
        summed.document_id,
        summed.statement_code,
        summed.check_code,
        summed.scope,
        checks.relation,
        checks.counts_as_agreement,
        cast(summed.expected_cny as decimal(18, 2)) as expected_cny,
        cast(summed.found_cny as decimal(18, 2)) as found_cny,
        cast(summed.found_cny - summed.expected_cny as decimal(18, 2)) as difference_cny,
        cast(summed.tolerance_cny as decimal(18, 2)) as tolerance_cny
    from summed
    inner join {{ ref('stg_code__checks') }} as checks
        on summed.check_code = checks.code
),

steps as (
    select
        reconciliation_key,
        max(rounding_step_cny) as step_cny,
        count(case when amount_cny <> 0 then 1 end) as figure_count
    from cells_rounded
    group by reconciliation_key
),

{#
    Sums of three figures and more that are rounded are off by one now and then. Where none of many
    is, the document does not round, and what one cell puts off is that cell's.
#}
sums_judged as (
    select
        measured.reconciliation_key,
        measured.document_id,
        steps.step_cny,
        measured.difference_cny <> 0 as is_off,
        count(case when measured.difference_cny = 0 and steps.figure_count >= 3 then 1 end) over (
            partition by measured.document_id, steps.step_cny
        ) as exact_count,
        count(case when measured.difference_cny <> 0 then 1 end) over (
            partition by measured.document_id, steps.step_cny
        ) as off_count
    from measured_loosely as measured
    inner join steps
        on measured.reconciliation_key = steps.reconciliation_key
    where
        measured.relation = '='
        and not measured.counts_as_agreement
        and measured.tolerance_cny > 0
        and abs(measured.difference_cny) <= measured.tolerance_cny
),

cells_in_all_off as (
    select
        sums_judged.document_id,
        sums_judged.step_cny,
        cells.cell_id
    from sums_judged
    inner join {{ ref('int_identity_cells') }} as cells
        on sums_judged.reconciliation_key = cells.reconciliation_key
    where
        sums_judged.is_off
        and sums_judged.exact_count >= 15
        and cells.cell_id is not null
    group by sums_judged.document_id, sums_judged.step_cny, sums_judged.off_count, cells.cell_id
    having count(distinct sums_judged.reconciliation_key) = sums_judged.off_count
),

sums_of_one_cell as (
    select distinct sums_judged.reconciliation_key
    from sums_judged
    inner join cells_in_all_off as cells
        on
            sums_judged.document_id = cells.document_id
            and sums_judged.step_cny = cells.step_cny
    where sums_judged.is_off
),

measured as (
    select
        measured.reconciliation_key,
        measured.document_id,
        measured.statement_code,
        measured.check_code,
        measured.scope,
        measured.relation,
        measured.expected_cny,
        measured.found_cny,
        measured.difference_cny,
        case when one_cell.reconciliation_key is null then measured.tolerance_cny else 0 end
            as tolerance_cny,
        one_cell.reconciliation_key is not null as is_last_digit
    from measured_loosely as measured
    left join sums_of_one_cell as one_cell
        on measured.reconciliation_key = one_cell.reconciliation_key
),

cells_ordered as (
    select
        cells.reconciliation_key,
        cells.cell_id,
        min(sides.display_order) as side_order
    from {{ ref('int_identity_cells') }} as cells
    inner join {{ ref('int_vocabulary') }} as sides
        on cells.side = sides.code
    where
        sides.vocabulary = 'identity_side'
        and cells.cell_id is not null
    group by cells.reconciliation_key, cells.cell_id
),

cells_listed as (
    select
        reconciliation_key,
        string_agg(cell_id, ',' order by side_order, cell_id) as cell_ids
    from cells_ordered
    group by reconciliation_key
)

select
    measured.reconciliation_key,
    measured.document_id,
    measured.statement_code,
    measured.check_code,
    measured.scope,
    measured.expected_cny,
    measured.found_cny,
    measured.difference_cny,
    measured.tolerance_cny,
    cells_listed.cell_ids,
    measured.is_last_digit,
    case
        when measured.expected_cny is null or measured.found_cny is null then 'not_checkable'
        when measured.difference_cny = 0 then 'holds'
        when measured.relation = '<=' and measured.difference_cny < 0 then 'holds'
        when abs(measured.difference_cny) <= measured.tolerance_cny then 'rounding'
        else 'fails'
    end as verdict
from measured
left join cells_listed
    on measured.reconciliation_key = cells_listed.reconciliation_key
