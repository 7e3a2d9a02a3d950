{#
    合计 of a whole statement is the sum of its lines; a unit's row is the sum of the lines of the
    unit. One row a figure of an identity.
#}
with

totals as (
    select
        document_id,
        statement_code,
        unit_ref,
        side,
        stage,
        expenditure_nature,
        cost_category,
        funding_source_code,
        category,
        cell_id,
        amount_cny,
        rounding_step_cny,
        is_grand_total,
        case when is_unit_heading then 'lines_equal_unit' else 'lines_equal_total' end
            as check_code,
        concat(
            unit_ref, ' ', expenditure_nature, ' ', cost_category, ' ', funding_source_code, ' ',
            category
        ) as scope
    from {{ ref('int_statement_rows') }}
    where
        is_grand_total
        or (is_unit_heading and line_kind in ('function', 'economic', 'project'))
),

totals_with_parts as (
    select
        totals.document_id,
        totals.statement_code,
        totals.check_code,
        totals.scope,
        totals.cell_id as total_cell_id,
        totals.amount_cny as total_amount_cny,
        totals.rounding_step_cny as total_rounding_step_cny,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny
    from totals
    inner join {{ ref('int_statement_rows') }} as parts
        on
            totals.document_id = parts.document_id
            and totals.statement_code = parts.statement_code
            and totals.side = parts.side
            and totals.stage = parts.stage
            and totals.expenditure_nature = parts.expenditure_nature
            and totals.cost_category = parts.cost_category
            and totals.funding_source_code = parts.funding_source_code
            and totals.category = parts.category
    where
        parts.is_line
        and (totals.is_grand_total or totals.unit_ref = parts.unit_ref)
),

figures as (
    select distinct
        document_id,
        statement_code,
        check_code,
        scope,
        total_cell_id as told_apart_by,
        'expected' as side,
        total_cell_id as cell_id,
        total_amount_cny as amount_cny,
        total_rounding_step_cny as rounding_step_cny
    from totals_with_parts
    union all
    select
        document_id,
        statement_code,
        check_code,
        scope,
        total_cell_id as told_apart_by,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from totals_with_parts
)

select
    document_id,
    statement_code,
    check_code,
    scope,
    told_apart_by,
    side,
    cell_id,
    amount_cny,
    rounding_step_cny,
    false as is_open
from figures
