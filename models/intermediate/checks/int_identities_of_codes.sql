{#
    The amount of a code is the sum of the codes below it, in one column, and of its own lines where it
    heads them: one row a figure of an identity.
#}
with

lines_headed as (
    select distinct cell_id
    from {{ ref('int_lines_headed') }}
),

families as (
    select
        parents.document_id,
        parents.statement_code,
        parents.cell_id as parent_cell_id,
        parents.amount_cny as parent_amount_cny,
        parents.rounding_step_cny as parent_rounding_step_cny,
        parents.code,
        parents.col_no,
        children.code as child_code,
        children.cell_id,
        children.amount_cny,
        children.rounding_step_cny,
        bool_and(parents.is_blank and children.is_blank) over (
            partition by parents.cell_id
        ) as is_blank,
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
            and parents.column_rank = children.column_rank
            and parents.section_no = children.section_no
            and length(parents.code) = children.parent_length
            and starts_with(children.code, parents.code)
    left join lines_headed
        on children.cell_id = lines_headed.cell_id
    where lines_headed.cell_id is null
),

{#
    A child that is not loaded may be missing from the sum, and so may an amount of a row without a
    code; what is below a child that is loaded may not.
#}
families_short as (
    select families.parent_cell_id
    from families
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            families.document_id = missing.document_id
            and families.statement_code = missing.statement_code
            and families.col_no = missing.col_no
            and starts_with(coalesce(missing.code_text, families.code), families.code)
    where not missing.is_total
    group by families.parent_cell_id, missing.table_no, missing.row_no
    having not bool_or(coalesce(starts_with(missing.code_text, families.child_code), false))
),

parents_short as (
    select distinct parent_cell_id
    from families_short
),

headings_short as (
    select distinct headed.heading_cell_id
    from {{ ref('int_lines_headed') }} as headed
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            headed.document_id = missing.document_id
            and headed.statement_code = missing.statement_code
            and headed.col_no = missing.col_no
    where not missing.is_total
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
    where not is_blank
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
    where not is_blank
    union all
    select distinct
        document_id,
        statement_code,
        scope,
        concat(heading_cell_id, ' lines') as told_apart_by,
        'expected' as side,
        heading_cell_id as cell_id,
        heading_amount_cny as amount_cny,
        heading_rounding_step_cny as rounding_step_cny
    from {{ ref('int_lines_headed') }}
    union all
    select
        document_id,
        statement_code,
        scope,
        concat(heading_cell_id, ' lines') as told_apart_by,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from {{ ref('int_lines_headed') }}
)

select
    figures.document_id,
    figures.statement_code,
    'children_equal_parent' as check_code,
    figures.scope,
    figures.told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    coalesce(parents_short.parent_cell_id, headings_short.heading_cell_id) is not null as is_open
from figures
left join parents_short
    on figures.told_apart_by = parents_short.parent_cell_id
left join headings_short
    on figures.told_apart_by = concat(headings_short.heading_cell_id, ' lines')
