{#
    In one row the amount of a total column is the sum of the columns that are its parts. What
    the parts differ in names the identity: basic and project, personnel and public, … Categories of
    三公 are compared elsewhere. One row a figure of an identity.
#}
with

column_sums as (
    select
        sums.document_id,
        sums.table_no,
        sums.block_no,
        sums.total_col_no,
        case
            when count(distinct parts.cost_category) > 1 then 'personnel_plus_public'
            when count(distinct parts.expenditure_nature) > 1 then 'basic_plus_project'
            else 'sources_equal_total'
        end as check_code
    from {{ ref('int_column_sums') }} as sums
    inner join {{ ref('int_columns_resolved') }} as parts
        on
            {{ same_block('sums', 'parts') }}
            and sums.part_col_no = parts.col_no
    group by sums.document_id, sums.table_no, sums.block_no, sums.total_col_no
    having count(distinct parts.three_public_category) < 2
),

{#
    Where a header is unknown a part may be missing on our side: the row proves nothing against
    the publisher, unless that column stands under another heading.
#}
gaps as (
    select distinct
        document_id,
        table_no,
        row_no,
        col_no
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
            {{ same_row('amounts', 'printed') }}
            and printed.row_role = 'body'
),

wholes as (
    select
        placed.document_id,
        placed.statement_code,
        placed.table_no,
        placed.row_no,
        placed.col_no,
        placed.block_no,
        placed.amount_cny,
        placed.rounding_step_cny,
        placed.cell_id,
        column_sums.check_code,
        concat('t', placed.table_no, ' r', placed.row_no, ' c', placed.col_no) as scope
    from cells_placed as placed
    inner join column_sums
        on
            {{ same_block('placed', 'column_sums') }}
            and placed.col_no = column_sums.total_col_no
),

wholes_short as (
    select distinct placed.cell_id
    from cells_placed as placed
    inner join gaps
        on {{ same_row('placed', 'gaps') }}
    left join {{ ref('int_columns_apart') }} as apart
        on
            {{ same_table('placed', 'apart') }}
            and placed.col_no = apart.col_no
            and gaps.col_no = apart.other_col_no
    where apart.col_no is null
),

wholes_with_parts as (
    select
        wholes.document_id,
        wholes.statement_code,
        wholes.check_code,
        wholes.scope,
        wholes.cell_id as whole_cell_id,
        parts.cell_id,
        parts.amount_cny,
        parts.rounding_step_cny
    from wholes
    inner join {{ ref('int_column_sums') }} as sums
        on
            {{ same_block('wholes', 'sums') }}
            and wholes.col_no = sums.total_col_no
    inner join cells_placed as parts
        on
            {{ same_row('wholes', 'parts') }}
            and sums.part_col_no = parts.col_no
),

{# A total of nothing beside which no part is printed states nothing. #}
wholes_stated as (
    select cell_id
    from wholes
    where amount_cny <> 0
    union distinct
    select whole_cell_id as cell_id
    from wholes_with_parts
)

select
    wholes.document_id,
    wholes.statement_code,
    wholes.check_code,
    wholes.scope,
    wholes.cell_id as told_apart_by,
    'expected' as side,
    wholes.cell_id,
    wholes.amount_cny,
    wholes.rounding_step_cny,
    wholes_short.cell_id is not null as is_open
from wholes
inner join wholes_stated
    on wholes.cell_id = wholes_stated.cell_id
left join wholes_short
    on wholes.cell_id = wholes_short.cell_id
union all
select
    parts.document_id,
    parts.statement_code,
    parts.check_code,
    parts.scope,
    parts.whole_cell_id as told_apart_by,
    'found' as side,
    parts.cell_id,
    parts.amount_cny,
    parts.rounding_step_cny,
    wholes_short.cell_id is not null as is_open
from wholes_with_parts as parts
left join wholes_short
    on parts.whole_cell_id = wholes_short.cell_id
