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

measured as (
    select
        summed.reconciliation_key,
        summed.document_id,
        summed.statement_code,
        summed.check_code,
        summed.scope,
        checks.relation,
        cast(summed.expected_cny as decimal(18, 2)) as expected_cny,
        cast(summed.found_cny as decimal(18, 2)) as found_cny,
        cast(summed.found_cny - summed.expected_cny as decimal(18, 2)) as difference_cny,
        cast(summed.tolerance_cny as decimal(18, 2)) as tolerance_cny
    from summed
    inner join {{ ref('stg_code__checks') }} as checks
        on summed.check_code = checks.code
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
