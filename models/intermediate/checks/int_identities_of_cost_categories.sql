{#
    The feet of a table of basic expenditure by item (人员经费合计, 公用经费合计) are the sums of
    the classes of their category. One row a figure of an identity.
#}
with

{# In basic expenditure what goes to no person is public expenditure. #}
classes_of_categories as (
    select
        economic_code,
        coalesce(min(cost_category), 'public') as cost_category
    from {{ ref('stg_code__economics') }}
    where
        scheme = 'department'
        and parent_code is null
    group by economic_code
),

feet as (
    select
        amounts.document_id,
        amounts.statement_code,
        amounts.table_no,
        amounts.side,
        amounts.stage,
        amounts.expenditure_nature,
        amounts.cost_category,
        amounts.cell_id,
        amounts.amount_cny,
        amounts.rounding_step_cny,
        coalesce(amounts.funding_source_code, '') as funding_source_code,
        coalesce(sections.section_no, 1) as section_no,
        concat(keyed.total_wording, ' t', amounts.table_no, ' r', amounts.row_no) as scope
    from {{ ref('int_lines_to_reconcile') }} as amounts
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    inner join {{ ref('int_total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    left join {{ ref('int_statement_sections') }} as sections
        on
            {{ same_table('amounts', 'sections') }}
            and amounts.statement_code = sections.statement_code
    where
        amounts.line_kind = 'economic'
        {# In a column of another category the row is no foot of this one. #}
        and amounts.cost_category = totals.cost_category
),

{# What is printed with its category has a column of its own and adds up there. #}
feet_with_classes as (
    select
        feet.document_id,
        feet.statement_code,
        feet.scope,
        feet.cell_id as foot_cell_id,
        feet.amount_cny as foot_amount_cny,
        feet.rounding_step_cny as foot_rounding_step_cny,
        classes.cell_id,
        classes.amount_cny,
        classes.rounding_step_cny
    from feet
    inner join {{ ref('int_coded_lines') }} as classes
        on
            feet.document_id = classes.document_id
            and feet.statement_code = classes.statement_code
            and feet.side = classes.side
            and feet.stage = classes.stage
            and feet.expenditure_nature = classes.expenditure_nature
            and feet.funding_source_code = classes.funding_source_code
            and feet.section_no = classes.section_no
    inner join classes_of_categories
        on classes.code = classes_of_categories.economic_code
    left join {{ ref('int_parts_of_wholes') }} as wholes
        on
            wholes.axis = 'cost_category'
            and classes_of_categories.cost_category = wholes.part_code
            and feet.cost_category = wholes.whole_code
    where
        classes.cost_category in ('', 'total')
        and coalesce(wholes.whole_code, classes_of_categories.cost_category) = feet.cost_category
),

feet_short as (
    select distinct
        document_id,
        statement_code
    from {{ ref('int_amounts_missing') }}
    where not is_total
),

figures as (
    select distinct
        document_id,
        statement_code,
        scope,
        foot_cell_id,
        'expected' as side,
        foot_cell_id as cell_id,
        foot_amount_cny as amount_cny,
        foot_rounding_step_cny as rounding_step_cny
    from feet_with_classes
    union all
    select
        document_id,
        statement_code,
        scope,
        foot_cell_id,
        'found' as side,
        cell_id,
        amount_cny,
        rounding_step_cny
    from feet_with_classes
)

select
    figures.document_id,
    figures.statement_code,
    'lines_equal_total' as check_code,
    figures.scope,
    figures.foot_cell_id as told_apart_by,
    figures.side,
    figures.cell_id,
    figures.amount_cny,
    figures.rounding_step_cny,
    feet_short.statement_code is not null as is_open
from figures
left join feet_short
    on
        figures.document_id = feet_short.document_id
        and figures.statement_code = feet_short.statement_code
