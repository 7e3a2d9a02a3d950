{#
    Within a summary of revenue and expenditure: lines add up to the totals below them, and all
    revenue equals all expenditure. One row a figure of an identity.
#}
with

{#
    Lines of a summary add up to the total below them; a total further down adds what stands
    between. A numbered total (一、本年收入) is a heading above its lines; parts of a line count by
    that line.
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
        amounts.is_blank,
        keyed.is_total_wording and not keyed.is_numbered as is_sum,
        not amounts.is_total and parts.cell_id is null as is_line
    from {{ ref('int_lines_and_blanks') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.label_cell_id = keyed.cell_id
    left join {{ ref('int_summary_parts') }} as parts
        on case when amounts.side = 'expenditure' then amounts.cell_id end = parts.cell_id
    where amounts.line_kind = 'summary'
),

totals_with_parts as (
    select
        totals.document_id,
        totals.statement_code,
        totals.cell_id as total_cell_id,
        totals.amount_cny as total_amount_cny,
        totals.rounding_step_cny as total_rounding_step_cny,
        totals.table_no,
        totals.row_no,
        totals.col_no,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny,
        bool_and(totals.is_blank and parts.is_blank) over (
            partition by totals.cell_id
        ) as is_blank,
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

{# An amount above the total that is not loaded may be missing. #}
sums_short as (
    select distinct totals.total_cell_id as cell_id
    from totals_with_parts as totals
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            {{ same_table('totals', 'missing') }}
            and totals.col_no = missing.col_no
            and totals.row_no > missing.row_no
    where not missing.is_total
),

{# Of a total that is not loaded another one would be taken in its place. #}
totals_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
    where is_total
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
        end as side
    from {{ ref('int_lines_and_blanks') }}
    where
        line_kind = 'summary'
        and is_total
        and not is_blank
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
    where not is_blank
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
    where not is_blank
    union all
    select
        document_id,
        statement_code,
        'revenue_equals_expenditure' as check_code,
        'totals' as scope,
        stage as told_apart_by,
        side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from totals_ranked
    where
        side is not null
        and total_rank = 1
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
    coalesce(sums_short.cell_id, totals_short.statement_code) is not null as is_open
from figures
left join sums_short
    on figures.told_apart_by = sums_short.cell_id
left join totals_short
    on
        figures.document_id = totals_short.document_id
        and case
            when figures.check_code = 'revenue_equals_expenditure' then figures.statement_code
        end = totals_short.statement_code
