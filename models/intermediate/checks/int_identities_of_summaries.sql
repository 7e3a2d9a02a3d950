{#
    Within a summary of revenue and expenditure: lines add up to the totals below them, and all
    revenue equals all expenditure.
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

summary_sums as (
    select
        totals.document_id,
        totals.statement_code,
        'lines_equal_total' as check_code,
        concat(
            't', totals.table_no, ' r', totals.row_no, ' c', totals.col_no
        ) as scope,
        max(totals.amount_cny) as expected_cny,
        sum(parts.amount_cny) as found_cny,
        count(*) as part_count,
        max(totals.rounding_step_cny) as rounding_step_cny,
        totals.cell_id || ',' || string_agg(parts.cell_id, ',' order by parts.cell_id) as cell_ids
    from summary_rows as totals
    inner join summary_rows as parts
        on
            totals.document_id = parts.document_id
            and totals.table_no = parts.table_no
            and totals.col_no = parts.col_no
            and totals.row_no > parts.row_no
            and parts.is_line
    where totals.is_sum
    group by
        totals.document_id,
        totals.statement_code,
        totals.table_no,
        totals.row_no,
        totals.col_no,
        totals.cell_id
),

{# The last total of each side. #}
side_totals as (
    select
        document_id,
        statement_code,
        max(case when side = 'revenue' and is_total then amount_cny end) as expected_cny,
        max(
            case
                when
                    side = 'expenditure'
                    and is_total
                    and funding_source_code = 'total'
                    and expenditure_nature = 'total'
                    then amount_cny
            end
        ) as found_cny,
        max(rounding_step_cny) as rounding_step_cny,
        string_agg(case when is_total then cell_id end, ',' order by cell_id) as cell_ids
    from {{ ref('int_lines_to_reconcile') }}
    where line_kind = 'summary'
    group by document_id, statement_code, stage
)

select
    document_id,
    statement_code,
    check_code,
    scope,
    expected_cny,
    found_cny,
    part_count,
    rounding_step_cny,
    cell_ids
from summary_sums
union all
select
    document_id,
    statement_code,
    'revenue_equals_expenditure' as check_code,
    'totals' as scope,
    expected_cny,
    found_cny,
    1 as part_count,
    rounding_step_cny,
    cell_ids
from side_totals
