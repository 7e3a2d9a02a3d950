{#
    Every amount in a column of which a line may be made, with the labels of its row and the
    dimensions of its column.
#}
{%- set patterns = wording_patterns(['initial_budget']) %}
with

amount_cells as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.cell_id,
        amounts.page_no,
        amounts.line_no,
        amounts.block_no,
        amounts.statement_code,
        amounts.amount_printed,
        amounts.placement,
        amounts.header_path,
        columns_resolved.header_printed,
        columns_resolved.side,
        columns_resolved.expenditure_nature,
        columns_resolved.cost_category,
        columns_resolved.funding_source_code,
        columns_resolved.three_public_category,
        case
            when
                adjusted.table_no is not null
                and columns_resolved.stage = 'budget'
                and not {{ wording_found(
                    'columns_resolved.header_path', patterns.initial_budget
                ) }}
                then 'adjusted_budget'
            else columns_resolved.stage
        end as stage,
        other_years.fiscal_year,
        statements.line_kind in ('function', 'economic', 'government_economic', 'summary')
            as is_of_subjects,
        statements.line_kind = 'project' as is_of_projects
    from {{ ref('int_amounts_seen') }} as amounts
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_column('amounts', 'columns_resolved') }}
    left join {{ ref('int_columns_of_other_years') }} as other_years
        on {{ same_column('amounts', 'other_years') }}
    left join {{ ref('int_tables_of_adjusted_budgets') }} as adjusted
        on {{ same_table('amounts', 'adjusted') }}
    inner join {{ ref('stg_code__statements') }} as statements
        on amounts.statement_code = statements.statement_code
    where
        amounts.amount_place = 'column'
        and amounts.withheld_reason is null
),

labelled as (
    select
        amount_cells.document_id,
        amount_cells.table_no,
        amount_cells.row_no,
        amount_cells.col_no,
        amount_cells.cell_id,
        amount_cells.page_no,
        amount_cells.line_no,
        amount_cells.block_no,
        amount_cells.statement_code,
        amount_cells.amount_printed,
        amount_cells.placement,
        amount_cells.header_path,
        amount_cells.header_printed,
        amount_cells.side,
        amount_cells.expenditure_nature,
        amount_cells.cost_category,
        amount_cells.funding_source_code,
        amount_cells.three_public_category,
        amount_cells.stage,
        amount_cells.fiscal_year,
        codes.code_group_no,
        codes.code_depth,
        unit_codes.bare_text as unit_code_printed,
        {{ unwrapped('unit_names.cell_text') }} as unit_name_printed,
        {{ unwrapped('projects.cell_text') }} as project_printed,
        {{ unwrapped('items.cell_text') }} as item_printed,
        {{ unwrapped('tasks.cell_text') }} as task_printed,
        quantities.cell_text as quantity_printed,
        quantity_units.cell_text as quantity_unit_printed,
        label_columns.unit_code_col_no is not null as has_unit_column,
        label_columns.task_col_no is not null as has_task_column,
        label_columns.code_group_no is not null as has_code_column,
        {#
            Without a column of projects their names stand where nothing else does, or below the row
            of a function, with the code of a unit (单位名称（科目、项目）).
        #}
        coalesce(
            amount_cells.is_of_projects
            and label_columns.project_col_no is null
            and (
                (
                    label_columns.code_group_no is null
                    and label_columns.unit_code_col_no is null
                )
                or (
                    unit_codes.bare_text is not null
                    and codes.code_text is not null
                    and bool_or(unit_codes.bare_text is null) over (
                        partition by
                            amount_cells.document_id, amount_cells.table_no,
                            amount_cells.block_no, codes.code_text
                    )
                )
            ), false
        ) as names_project,
        units_alone.col_no is not null as names_units,
        {# Some print code and name in one cell, under the header of either. #}
        coalesce(
            {{ code_in_front('codes.code_text') }},
            codes.code_text,
            case
                when amount_cells.is_of_subjects then {{ code_in_front('item_names.cell_text') }}
            end
        ) as code_printed,
        coalesce(
            case
                when amount_cells.is_of_subjects and codes.code_text is null
                    then {{ name_behind_code('item_names.cell_text') }}
            end,
            {{ unwrapped('item_names.cell_text') }},
            {{ name_behind_code('codes.code_text') }}
        ) as name_printed
    from amount_cells
    inner join {{ ref('int_label_columns') }} as label_columns
        on {{ same_column('amount_cells', 'label_columns') }}
    left join {{ ref('int_columns_of_units') }} as units_alone
        on {{ same_column('amount_cells', 'units_alone') }}
    left join {{ ref('int_codes_printed') }} as codes
        on
            {{ same_row('amount_cells', 'codes') }}
            and label_columns.code_group_no = codes.code_group_no
    {% for alias, column in [
        ('item_names', 'name_col_no'), ('unit_codes', 'unit_code_col_no'),
        ('unit_names', 'unit_name_col_no'), ('projects', 'project_col_no'),
        ('items', 'item_col_no'), ('tasks', 'task_col_no'),
        ('quantities', 'quantity_col_no'), ('quantity_units', 'quantity_unit_col_no'),
    ] -%}
        left join {{ ref('int_cells_unnested') }} as {{ alias }}
            on
                {{ same_row('amount_cells', alias) }}
                and label_columns.{{ column }} = {{ alias }}.col_no
    {% endfor %}
)

select
    document_id,
    table_no,
    row_no,
    col_no,
    cell_id,
    page_no,
    line_no,
    block_no,
    statement_code,
    amount_printed,
    placement,
    header_path,
    header_printed,
    side,
    expenditure_nature,
    cost_category,
    funding_source_code,
    three_public_category,
    stage,
    fiscal_year,
    code_group_no,
    code_depth,
    unit_code_printed,
    item_printed,
    task_printed,
    quantity_printed,
    quantity_unit_printed,
    has_unit_column,
    has_task_column,
    has_code_column,
    code_printed,
    coalesce(unit_name_printed, case when names_units then name_printed end) as unit_name_printed,
    coalesce(project_printed, case when names_project then name_printed end) as project_printed,
    case when not names_project and not names_units then name_printed end as name_printed
from labelled
