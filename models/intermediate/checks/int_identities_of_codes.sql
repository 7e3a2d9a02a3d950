{# The amount of a code is the sum of the codes below it: one row a figure of an identity. #}
with

families as (
    select
        parents.document_id,
        parents.statement_code,
        parents.cell_id as parent_cell_id,
        parents.amount_cny as parent_amount_cny,
        parents.rounding_step_cny as parent_rounding_step_cny,
        children.cell_id,
        children.amount_cny,
        children.rounding_step_cny,
        concat(
            parents.unit_ref, ' ', parents.code, ' ', parents.expenditure_nature, ' ',
            parents.cost_category, ' ', parents.funding_source_code
        ) as scope
    from {{ ref('int_coded_lines') }} as parents
    inner join {{ ref('int_coded_lines') }} as children
        on
            parents.document_id = children.document_id
            and parents.statement_code = children.statement_code
            and parents.unit_ref = children.unit_ref
            and parents.side = children.side
            and parents.stage = children.stage
            and parents.expenditure_nature = children.expenditure_nature
            and parents.cost_category = children.cost_category
            and parents.funding_source_code = children.funding_source_code
            and length(parents.code) = children.parent_length
            and starts_with(children.code, parents.code)
),

figures as (
    select distinct
        document_id,
        statement_code,
        scope,
        parent_cell_id as told_apart_by,
        'expected' as side,
        parent_cell_id as cell_id,
        parent_amount_cny as amount_cny,
        parent_rounding_step_cny as rounding_step_cny
    from families
    union all
    select
        document_id,
        statement_code,
        scope,
        parent_cell_id as told_apart_by,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from families
)

select
    document_id,
    statement_code,
    'children_equal_parent' as check_code,
    scope,
    told_apart_by,
    side,
    cell_id,
    amount_cny,
    rounding_step_cny,
    false as is_open
from figures
