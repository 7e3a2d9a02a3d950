{#
    合计 of a whole statement is the sum of its lines, column by column; a unit's row is the sum of
    the lines of the unit. One row a figure of an identity.
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
        col_no,
        column_rank,
        section_no,
        cell_id,
        amount_cny,
        rounding_step_cny,
        is_grand_total,
        is_blank,
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
        totals.col_no,
        totals.cell_id as total_cell_id,
        totals.amount_cny as total_amount_cny,
        totals.rounding_step_cny as total_rounding_step_cny,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny,
        bool_and(totals.is_blank and parts.is_blank) over (
            partition by totals.cell_id
        ) as is_blank
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
            and totals.column_rank = parts.column_rank
            and totals.section_no = parts.section_no
    where
        parts.is_line
        and (totals.is_grand_total or totals.unit_ref = parts.unit_ref)
),

sums_short as (
    select distinct totals.total_cell_id
    from totals_with_parts as totals
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            totals.document_id = missing.document_id
            and totals.statement_code = missing.statement_code
            and totals.col_no = missing.col_no
    where not missing.is_total
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
    where not is_blank
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
    where not is_blank
)

select
    figures.document_id,
    figures.statement_code,
    figures.check_code,
    figures.scope,
    figures.told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    sums_short.total_cell_id is not null as is_open
from figures
left join sums_short
    on figures.told_apart_by = sums_short.total_cell_id
