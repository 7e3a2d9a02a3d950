{#
    Within a summary of revenue and expenditure: lines add up to the totals below them, and all
    revenue equals all expenditure. One row a figure of an identity.
#}
with

{#
    Lines of a summary add up to the total below them; a total further down adds what stands
    between. A numbered total (一、本年收入) is a heading above its lines.
#}
summary_rows as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.amount_cny,
        amounts.cell_id,
        amounts.rounding_step_cny,
        keyed.is_total_wording and not keyed.is_numbered as is_sum,
        not amounts.is_total as is_line
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    where amounts.line_kind = 'summary'
),

totals_with_parts as (
    select
        totals.document_id,
        totals.statement_code,
        totals.cell_id as total_cell_id,
        totals.amount_cny as total_amount_cny,
        totals.rounding_step_cny as total_rounding_step_cny,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny,
        concat('t', totals.table_no, ' r', totals.row_no, ' c', totals.col_no) as scope
    from summary_rows as totals
    inner join summary_rows as parts
        on
            {{ same_table('totals', 'parts') }}
            and totals.col_no = parts.col_no
            and totals.row_no > parts.row_no
    where
        totals.is_sum
        and parts.is_line
),

totals_with_sides as (
    select
        document_id,
        statement_code,
        stage,
        cell_id,
        amount_cny,
        rounding_step_cny,
        case
            when side = 'revenue' then 'expected'
            when
                side = 'expenditure'
                and funding_source_code = 'total'
                and expenditure_nature = 'total'
                then 'found'
            else 'beside'
        end as side
    from {{ ref('int_lines_to_reconcile') }}
    where
        line_kind = 'summary'
        and is_total
),

{# The largest total of a side is the last one, which holds the others. #}
totals_ranked as (
    select
        document_id,
        statement_code,
        stage,
        cell_id,
        amount_cny,
        rounding_step_cny,
        side,
        row_number() over (
            partition by document_id, statement_code, stage, side
            order by amount_cny desc, cell_id asc
        ) as total_rank
    from totals_with_sides
),

figures as (
    select distinct
        document_id,
        statement_code,
        'lines_equal_total' as check_code,
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
        'lines_equal_total' as check_code,
        scope,
        total_cell_id as told_apart_by,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from totals_with_parts
    union all
    select
        document_id,
        statement_code,
        'revenue_equals_expenditure' as check_code,
        'totals' as scope,
        stage as told_apart_by,
        case when total_rank = 1 then side else 'beside' end as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from totals_ranked
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
