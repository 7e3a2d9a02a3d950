{# The amount of a code is the sum of the codes below it. #}
select
    parents.document_id,
    parents.statement_code,
    'children_equal_parent' as check_code,
    concat(
        parents.unit_ref, ' ', parents.code, ' ',
        parents.expenditure_nature, ' ', parents.cost_category, ' ', parents.funding_source_code
    ) as scope,
    max(parents.amount_cny) as expected_cny,
    sum(children.amount_cny) as found_cny,
    count(*) as part_count,
    max(parents.rounding_step_cny) as rounding_step_cny,
    parents.cell_id
    || ','
    || string_agg(children.cell_id, ',' order by children.cell_id) as cell_ids
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
group by
    parents.document_id,
    parents.statement_code,
    parents.unit_ref,
    parents.side,
    parents.stage,
    parents.code,
    parents.expenditure_nature,
    parents.cost_category,
    parents.funding_source_code,
    parents.cell_id
