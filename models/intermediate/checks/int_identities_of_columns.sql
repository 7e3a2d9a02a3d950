{#
    In one row the amount of a total column is the sum of the columns that are its parts. What
    the parts differ in names the identity: basic and project, personnel and public, …
#}
with

column_sums as (
    select
        sums.document_id,
        sums.table_no,
        sums.block_no,
        sums.total_col_no,
        case
            when count(distinct parts.three_public_category) > 1 then 'three_public_parts'
            when count(distinct parts.cost_category) > 1 then 'personnel_plus_public'
            when count(distinct parts.expenditure_nature) > 1 then 'basic_plus_project'
            else 'sources_equal_total'
        end as check_code
    from {{ ref('int_column_sums') }} as sums
    inner join {{ ref('int_columns_resolved') }} as parts
        on
            sums.document_id = parts.document_id
            and sums.table_no = parts.table_no
            and sums.block_no = parts.block_no
            and sums.part_col_no = parts.col_no
    group by sums.document_id, sums.table_no, sums.block_no, sums.total_col_no
),

{#
    Where a header is unknown a part may be missing on our side: the row proves nothing against
    the publisher.
#}
rows_with_gaps as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_amounts_withheld') }}
),

cells_placed as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        printed.block_no,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        amounts.cell_id
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_rows_classified') }} as printed
        on
            amounts.document_id = printed.document_id
            and amounts.table_no = printed.table_no
            and amounts.row_no = printed.row_no
            and printed.row_role = 'body'
)

select
    wholes.document_id,
    wholes.statement_code,
    column_sums.check_code,
    concat('t', wholes.table_no, ' r', wholes.row_no, ' c', wholes.col_no) as scope,
    max(wholes.amount_cny) as expected_cny,
    sum(case when rows_with_gaps.row_no is null then parts.amount_cny end) as found_cny,
    count(parts.cell_id) as part_count,
    max(wholes.rounding_step_cny) as rounding_step_cny,
    concat(
        wholes.cell_id,
        coalesce(',' || string_agg(parts.cell_id, ',' order by parts.cell_id), '')
    ) as cell_ids
from cells_placed as wholes
inner join column_sums
    on
        wholes.document_id = column_sums.document_id
        and wholes.table_no = column_sums.table_no
        and wholes.block_no = column_sums.block_no
        and wholes.col_no = column_sums.total_col_no
inner join {{ ref('int_column_sums') }} as sums
    on
        column_sums.document_id = sums.document_id
        and column_sums.table_no = sums.table_no
        and column_sums.block_no = sums.block_no
        and column_sums.total_col_no = sums.total_col_no
left join cells_placed as parts
    on
        wholes.document_id = parts.document_id
        and wholes.table_no = parts.table_no
        and wholes.row_no = parts.row_no
        and sums.part_col_no = parts.col_no
left join rows_with_gaps
    on
        wholes.document_id = rows_with_gaps.document_id
        and wholes.table_no = rows_with_gaps.table_no
        and wholes.row_no = rows_with_gaps.row_no
group by
    wholes.document_id,
    wholes.statement_code,
    column_sums.check_code,
    wholes.table_no,
    wholes.row_no,
    wholes.col_no,
    wholes.cell_id
having count(parts.cell_id) > 0 or max(wholes.amount_cny) <> 0
