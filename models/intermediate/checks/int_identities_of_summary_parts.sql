{#
    A line of a summary is the sum of the parts that are printed below it, where they are all of it, and
    a numbered total that of the lines below it.
    One row a figure of an identity.
#}
with

parts_of_wholes as (
    select
        document_id,
        statement_code,
        table_no,
        col_no,
        cell_id,
        amount_cny,
        rounding_step_cny,
        parent_row_no,
        parent_cell_id,
        parent_amount_cny,
        parent_rounding_step_cny,
        concat('t', table_no, ' r', parent_row_no, ' c', col_no) as scope
    from {{ ref('int_summary_parts') }}
    where is_whole
    union all
    select
        document_id,
        statement_code,
        table_no,
        col_no,
        cell_id,
        amount_cny,
        rounding_step_cny,
        parent_row_no,
        parent_cell_id,
        parent_amount_cny,
        parent_rounding_step_cny,
        concat('t', table_no, ' r', parent_row_no, ' c', col_no) as scope
    from {{ ref('int_summary_headed') }}
),

{# An amount further down that is not loaded may be one of the parts. #}
parents_short as (
    select distinct parts.parent_cell_id
    from parts_of_wholes as parts
    inner join {{ ref('int_amounts_missing') }} as missing
        on
            {{ same_table('parts', 'missing') }}
            and parts.col_no = missing.col_no
            and parts.parent_row_no < missing.row_no
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
    from parts_of_wholes
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
    from parts_of_wholes
)

select
    figures.document_id,
    figures.statement_code,
    'children_equal_parent' as check_code,
    figures.scope,
    figures.parent_cell_id as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    parents_short.parent_cell_id is not null as is_open
from figures
left join parents_short
    on figures.parent_cell_id = parents_short.parent_cell_id
