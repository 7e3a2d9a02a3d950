{#
    Amounts of tables with all that their row, their column and their statement say: codes, names,
    units and sources, before it is decided what counts for a line of their kind.
#}
with

{#
    The name of the row speaks for the amounts of its revenue side only, and where no column of codes
    says that it names a function.
#}
revenue_sources as (
    select
        document_id,
        table_no,
        row_no,
        funding_source_code,
        mapping_method,
        is_total,
        'revenue' as side
    from {{ ref('int_summary_sources') }}
)

select
    amounts.document_id,
    amounts.table_no,
    amounts.row_no,
    amounts.col_no,
    amounts.page_no,
    amounts.cell_id,
    amounts.placement,
    case when debts.cell_id is not null then debts.fiscal_year else amounts.fiscal_year end
        as fiscal_year,
    amounts.statement_code,
    {# A statement of a final account is read as the one of a budget that it answers. #}
    coalesce(statements.counterpart_code, statements.statement_code) as statement_family,
    amounts.amount_printed,
    amounts.name_printed,
    amounts.project_printed,
    amounts.item_printed,
    amounts.task_printed,
    amounts.quantity_printed,
    amounts.quantity_unit_printed,
    amounts.header_printed,
    column_items.item_name as column_item,
    coalesce(amounts.side, sources.side) as side,
    case
        when debts.cell_id is not null then debts.stage
        else coalesce(amounts.stage, row_stages.stage)
    end as stage,
    amounts.code_group_no,
    amounts.code_depth,
    {#
        三公 stands in columns, or in rows named after the categories; other rows are left out. A
        column of the whole says nothing of its rows.
    #}
    case
        when amounts.three_public_category <> 'total' then amounts.three_public_category
        when
            max(nullif(amounts.three_public_category, 'total')) over (
                partition by amounts.document_id, amounts.table_no, amounts.block_no
            ) is not null
            then 'total'
        when row_categories.three_public_category is not null
            then row_categories.three_public_category
        when of_more.cell_id is not null then null
        when
            keyed.is_total_wording
            or amounts.name_printed is null
            or coalesce(units.is_unit_heading, false)
            then 'total'
    end as three_public_item,
    coalesce(debts.debt_measure, amounts.expenditure_nature) as column_nature,
    coalesce(total_costs.cost_category, amounts.cost_category) as column_cost,
    amounts.funding_source_code as column_source,
    statements.side as statement_side,
    statements.expenditure_nature as statement_nature,
    statements.funding_source_code as statement_source,
    statements.code_kind as statement_code_kind,
    functions_matched.code_printed as function_code_printed,
    coalesce(functions_matched.code, functions_matched.code_printed) as function_code,
    functions_matched.mapping_method as function_mapping_method,
    economics_matched.code_printed as economic_code_printed,
    coalesce(economics_matched.code, economics_matched.code_printed) as economic_code,
    economics_matched.mapping_method as economic_mapping_method,
    keyed.name_key,
    {# 合计 alone below kinds of assets is the row of all of them: each column is a line. #}
    coalesce(column_items.is_total, false)
    or (
        keyed.is_total_wording
        and not (
            statements.line_kind = 'asset'
            and column_items.item_name is not null
            and min(amounts.row_no) over rows_of_table = max(amounts.row_no) over rows_of_table
        )
    ) as is_total_wording,
    totals.cost_category as row_cost,
    units.unit_code,
    units.unit_name,
    units.is_unit_heading,
    sources.funding_source_code as row_source,
    sources.mapping_method as row_source_method,
    case
        when {{ bare('amounts.header_printed') }} = column_sources.funding_source_name_zh
            then 'name'
        when amounts.funding_source_code is not null then 'alias'
    end as column_source_method,
    {# A statement of revenue that lists sources instead of functions is one side of a summary. #}
    case
        when amounts.has_task_column then 'unit_task'
        when sources.row_no is not null then 'summary'
        else statements.line_kind
    end as line_kind,
    coalesce(sources.is_total, false) as is_summary_total,
    debts.cell_id is not null and debts.debt_measure is null as is_debt_open,
    coalesce(debts.is_total, transfers.is_total, false) as is_total_beside_parts
from {{ ref('int_table_amounts') }} as amounts
inner join {{ ref('stg_code__statements') }} as statements
    on amounts.statement_code = statements.statement_code
inner join {{ ref('int_line_names_keyed') }} as keyed
    on amounts.cell_id = keyed.cell_id
left join {{ ref('int_costs_of_totals') }} as total_costs
    on amounts.cell_id = total_costs.cell_id
left join {{ ref('int_totals_of_more') }} as of_more
    on amounts.cell_id = of_more.cell_id
left join {{ ref('int_columns_of_items') }} as column_items
    on {{ same_column('amounts', 'column_items') }}
left join {{ ref('int_total_wordings') }} as totals
    on keyed.total_wording = totals.wording
left join {{ ref('stg_map__headers') }} as row_categories
    on
        keyed.name_key = row_categories.wording
        and row_categories.three_public_category is not null
{# 预算数 and 决算数 may head rows instead of columns. #}
left join {{ ref('int_row_stages') }} as row_stages
    on {{ same_row('amounts', 'row_stages') }}
left join {{ ref('int_codes_matched') }} as functions_matched
    on
        amounts.cell_id = functions_matched.cell_id
        and functions_matched.code_kind in ('function', 'revenue')
left join {{ ref('int_codes_matched') }} as economics_matched
    on
        amounts.cell_id = economics_matched.cell_id
        and economics_matched.code_kind = 'economic'
left join {{ ref('int_row_units_filled') }} as units
    on {{ same_row('amounts', 'units') }}
left join {{ ref('stg_code__funding_sources') }} as column_sources
    on amounts.funding_source_code = column_sources.funding_source_code
left join {{ ref('int_debt_amounts') }} as debts
    on amounts.cell_id = debts.cell_id
left join {{ ref('int_transfer_amounts') }} as transfers
    on amounts.cell_id = transfers.cell_id
left join revenue_sources as sources
    on
        {{ same_row('amounts', 'sources') }}
        and case
            when statements.line_kind = 'summary' or not coalesce(amounts.has_code_column, false)
                then coalesce(amounts.side, statements.side)
        end = sources.side
window rows_of_table as (partition by amounts.document_id, amounts.table_no)
