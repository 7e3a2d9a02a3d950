{#
    Amounts of tables as lines: what the row, the column and the statement say, taken for the
    dimensions that lines of their kind have.
#}
select
    lines_found.document_id,
    lines_found.statement_code,
    recognised.statement_title_printed,
    lines_found.code_depth,
    lines_found.line_kind,
    lines_found.function_code_printed,
    lines_found.function_code,
    lines_found.function_mapping_method,
    lines_found.economic_code_printed,
    lines_found.economic_code,
    lines_found.economic_mapping_method,
    forms.project_code,
    totals.is_total,
    amounts.amount_cny,
    lines_found.amount_printed,
    amounts.unit_printed,
    lines_found.cell_id,
    lines_found.page_no,
    lines_found.table_no,
    lines_found.row_no,
    lines_found.col_no,
    lines_found.placement,
    lines_found.stage,
    lines_found.fiscal_year,
    coalesce(lines_found.statement_side, kinds.side, lines_found.side, 'expenditure') as side,
    coalesce(forms.unit_code, lines_found.unit_code) as unit_code,
    coalesce(forms.unit_name, lines_found.unit_name) as unit_name,
    case
        when
            lines_found.line_kind in ('function', 'project')
            and lines_found.function_code is not null then lines_found.name_printed
        when
            lines_found.line_kind = 'function'
            and not lines_found.is_total_wording
            and not coalesce(lines_found.is_unit_heading, false) then lines_found.name_printed
        when lines_found.line_kind = 'summary' and lines_found.side = 'expenditure'
            then lines_found.name_printed
    end as function_name_printed,
    case
        when
            lines_found.line_kind in ('economic', 'government_economic')
            and not coalesce(lines_found.is_unit_heading, false)
            then lines_found.name_printed
    end as economic_name_printed,
    case
        when lines_found.line_kind = 'funding' then forms.project_name
        when
            lines_found.statement_family = 'project_list'
            and by_function.cell_id is null
            and by_function.cell_id is null
            and not lines_found.is_total_wording
            and not coalesce(lines_found.is_unit_heading, false)
            then coalesce(lines_found.project_printed, lines_found.name_printed)
        {# Where columns are what is bought the row names the project. #}
        when
            lines_found.line_kind = 'procurement'
            and lines_found.column_item is not null
            and not lines_found.is_total_wording
            then
                coalesce(
                    lines_found.project_printed, lines_found.item_printed, lines_found.name_printed
                )
        when
            lines_found.line_kind = 'procurement' and lines_found.item_printed is null
            then null
        else lines_found.project_printed
    end as project_name,
    case
        when lines_found.line_kind = 'summary' and lines_found.side = 'revenue'
            then lines_found.row_source
        when not kinds.has_source then null
        else coalesce(
            nullif(lines_found.column_source, 'total'), lines_found.statement_source, 'total'
        )
    end as funding_source_code,
    case
        when lines_found.line_kind = 'summary' and lines_found.side = 'revenue'
            then lines_found.row_source_method
        when not kinds.has_source then null
        when nullif(lines_found.column_source, 'total') is not null
            then lines_found.column_source_method
        when lines_found.statement_source is not null then 'statement'
    end as funding_source_mapping_method,
    case
        when lines_found.line_kind = 'summary' and lines_found.side = 'revenue'
            then lines_found.name_printed
        when lines_found.column_source is not null then lines_found.header_printed
    end as funding_source_printed,
    case when lines_found.line_kind = 'funding' then 'annual' end as horizon,
    case
        when
            lines_found.line_kind in (
                'function', 'economic', 'government_economic', 'project', 'debt'
            )
            or (lines_found.line_kind = 'summary' and lines_found.side = 'expenditure')
            then coalesce(lines_found.column_nature, lines_found.statement_nature, 'total')
    end as expenditure_nature,
    case
        when lines_found.line_kind = 'economic'
            then coalesce(lines_found.column_cost, lines_found.row_cost, 'total')
        when lines_found.line_kind in ('function', 'summary') then lines_found.column_cost
    end as cost_category,
    case
        when lines_found.statement_code_kind = 'revenue' and not lines_found.is_total_wording
            then lines_found.name_printed
        when kinds.item_from = 'category' then lines_found.three_public_item
        when kinds.item_from = 'name'
            then
                coalesce(
                    lines_found.column_item,
                    lines_found.name_key,
                    {{ line_key('lines_found.item_printed') }}
                )
        when kinds.item_from = 'task' then lines_found.task_printed
        when kinds.item_from = 'item'
            then
                coalesce(
                    lines_found.column_item,
                    lines_found.item_printed,
                    lines_found.name_printed,
                    lines_found.project_printed
                )
    end as item_name,
    case
        when
            lines_found.line_kind in ('procurement', 'asset')
            and {{ is_number('lines_found.quantity_printed') }}
            then cast({{ to_number('lines_found.quantity_printed') }} as decimal(18, 4))
    end as quantity,
    case
        when lines_found.line_kind = 'procurement' then lines_found.quantity_unit_printed
        when lines_found.line_kind = 'asset'
            then {{ unit_in_brackets('lines_found.name_printed') }}
    end as quantity_unit
from {{ ref('int_table_lines_found') }} as lines_found
inner join {{ ref('stg_code__line_kinds') }} as kinds
    on lines_found.line_kind = kinds.code
inner join {{ ref('int_table_totals') }} as totals
    on lines_found.cell_id = totals.cell_id
inner join {{ ref('int_amounts_scaled') }} as amounts
    on lines_found.cell_id = amounts.cell_id
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('lines_found', 'recognised') }}
left join {{ ref('int_project_lines_by_function') }} as by_function
    on lines_found.cell_id = by_function.cell_id
left join {{ ref('int_project_rows') }} as forms
    on {{ same_row('lines_found', 'forms') }}
where
    amounts.part_no = 1
    and (
        lines_found.line_kind <> 'three_public'
        or lines_found.three_public_item is not null
    )
    and not coalesce(lines_found.is_debt_open, false)
