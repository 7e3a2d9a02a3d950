{#
    The row of a unit without lines of its own is the sum of the units right below it (501 of 501001 and
    501002): of their rows, or of their lines where they have none. One row a figure of an identity.
#}
with

unit_rows as (
    select
        document_id,
        statement_code,
        side,
        stage,
        expenditure_nature,
        cost_category,
        funding_source_code,
        category,
        column_rank,
        section_no,
        col_no,
        unit_ref,
        cell_id,
        amount_cny,
        rounding_step_cny,
        is_unit_heading,
        is_line and not is_blank as is_line,
        bool_or(is_unit_heading) over unit_column as has_heading,
        bool_or(is_line and not is_blank) over unit_column as has_lines,
        count(*) over unit_column as row_count
    from {{ ref('int_statement_rows') }}
    where
        not is_grand_total
        and {{ regex_found('unit_ref', '^[0-9]{3,}$') }}
    window unit_column as (
        partition by
            document_id, statement_code, unit_ref, side, stage, expenditure_nature,
            cost_category, funding_source_code, category, column_rank, section_no, col_no
    )
),

pairs as (
    select
        parents.document_id,
        parents.statement_code,
        parents.cell_id as parent_cell_id,
        parents.amount_cny as parent_amount_cny,
        parents.rounding_step_cny as parent_rounding_step_cny,
        parents.col_no,
        children.unit_ref,
        children.cell_id,
        children.amount_cny,
        children.rounding_step_cny,
        concat(
            parents.unit_ref, ' ', parents.expenditure_nature, ' ', parents.cost_category, ' ',
            parents.funding_source_code, ' ', parents.category
        ) as scope
    from unit_rows as parents
    inner join unit_rows as children
        on
            parents.document_id = children.document_id
            and parents.statement_code = children.statement_code
            and parents.side = children.side
            and parents.stage = children.stage
            and parents.expenditure_nature = children.expenditure_nature
            and parents.cost_category = children.cost_category
            and parents.funding_source_code = children.funding_source_code
            and parents.category = children.category
            and parents.column_rank = children.column_rank
            and parents.section_no = children.section_no
            and parents.col_no = children.col_no
            and starts_with(children.unit_ref, parents.unit_ref)
    where
        length(children.unit_ref) > length(parents.unit_ref)
        and not parents.has_lines
        and (parents.is_unit_heading or parents.row_count = 1)
        and case
            when children.has_heading then children.is_unit_heading else children.is_line
        end
),

{# What stands below another of them is in that one. #}
pairs_below as (
    select distinct
        outer_pairs.parent_cell_id,
        inner_pairs.cell_id
    from pairs as outer_pairs
    inner join pairs as inner_pairs
        on
            outer_pairs.parent_cell_id = inner_pairs.parent_cell_id
            and starts_with(inner_pairs.unit_ref, outer_pairs.unit_ref)
    where length(inner_pairs.unit_ref) > length(outer_pairs.unit_ref)
),

pairs_direct as (
    select
        pairs.document_id,
        pairs.statement_code,
        pairs.parent_cell_id,
        pairs.parent_amount_cny,
        pairs.parent_rounding_step_cny,
        pairs.scope,
        pairs.cell_id,
        pairs.amount_cny,
        pairs.rounding_step_cny
    from pairs
    left join pairs_below
        on
            pairs.parent_cell_id = pairs_below.parent_cell_id
            and pairs.cell_id = pairs_below.cell_id
    where pairs_below.cell_id is null
),

sums_short as (
    select distinct pairs.parent_cell_id
    from pairs
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            pairs.document_id = missing.document_id
            and pairs.statement_code = missing.statement_code
            and pairs.col_no = missing.col_no
    where not missing.is_total
),

figures as (
    select distinct
        document_id,
        statement_code,
        scope,
        parent_cell_id,
        'expected' as side,
        parent_cell_id as cell_id,
        parent_amount_cny as amount_cny,
        parent_rounding_step_cny as rounding_step_cny
    from pairs_direct
    union all
    select
        document_id,
        statement_code,
        scope,
        parent_cell_id,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from pairs_direct
)

select
    figures.document_id,
    figures.statement_code,
    'lines_equal_unit' as check_code,
    figures.scope,
    figures.parent_cell_id as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    sums_short.parent_cell_id is not null as is_open
from figures
left join sums_short
    on figures.parent_cell_id = sums_short.parent_cell_id
