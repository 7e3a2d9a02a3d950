{# One row per printed amount of current documents: tables, money fields of forms, sentences. #}
with

statements as (
    select
        statement_code,
        line_kind,
        side,
        expenditure_nature,
        funding_source_code
    from {{ ref('stg_code__statements') }}
),

table_lines as (
    select
        amounts.document_id,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.page_no,
        amounts.cell_id,
        amounts.placement,
        amounts.statement_code,
        amounts.amount_printed,
        amounts.name_printed,
        amounts.project_printed,
        amounts.item_printed,
        amounts.task_printed,
        amounts.quantity_printed,
        amounts.quantity_unit_printed,
        amounts.header_printed,
        amounts.side,
        amounts.stage,
        amounts.code_group_no,
        amounts.code_depth,
        amounts.has_item_column,
        {# 三公 stands in columns, or in rows named after the categories; other rows are left out. #}
        case
            when amounts.three_public_category is not null then amounts.three_public_category
            when
                max(amounts.three_public_category) over (
                    partition by amounts.document_id, amounts.table_no, amounts.block_no
                ) is not null
                then 'total'
            when row_categories.three_public_category is not null
                then row_categories.three_public_category
            when
                keyed.is_total_wording
                or amounts.name_printed is null
                or coalesce(units.is_unit_heading, false)
                then 'total'
        end as three_public_item,
        amounts.expenditure_nature as column_nature,
        amounts.cost_category as column_cost,
        amounts.funding_source_code as column_source,
        statements.side as statement_side,
        statements.expenditure_nature as statement_nature,
        statements.funding_source_code as statement_source,
        functions_matched.code_printed as function_code_printed,
        coalesce(functions_matched.code, functions_matched.code_printed) as function_code,
        functions_matched.mapping_method as function_mapping_method,
        economics_matched.code_printed as economic_code_printed,
        coalesce(economics_matched.code, economics_matched.code_printed) as economic_code,
        economics_matched.mapping_method as economic_mapping_method,
        keyed.name_key,
        keyed.is_total_wording,
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
        case
            when amounts.has_task_column then 'unit_task' else statements.line_kind
        end as line_kind,
        coalesce(sources.is_total, false) as is_summary_total
    from {{ ref('int_table_amounts') }} as amounts
    inner join statements
        on amounts.statement_code = statements.statement_code
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on amounts.cell_id = keyed.cell_id
    left join {{ ref('stg_map__total_wordings') }} as totals
        on keyed.total_wording = totals.wording
    left join {{ ref('stg_map__headers') }} as row_categories
        on
            keyed.name_key = row_categories.wording
            and row_categories.three_public_category is not null
    left join {{ ref('int_codes_matched') }} as functions_matched
        on
            amounts.cell_id = functions_matched.cell_id
            and functions_matched.code_kind = 'function'
    left join {{ ref('int_codes_matched') }} as economics_matched
        on
            amounts.cell_id = economics_matched.cell_id
            and economics_matched.code_kind = 'economic'
    left join {{ ref('int_row_units_filled') }} as units
        on
            amounts.document_id = units.document_id
            and amounts.table_no = units.table_no
            and amounts.row_no = units.row_no
    left join {{ ref('stg_code__funding_sources') }} as column_sources
        on amounts.funding_source_code = column_sources.funding_source_code
    left join {{ ref('int_summary_sources') }} as sources
        on
            amounts.document_id = sources.document_id
            and amounts.table_no = sources.table_no
            and amounts.row_no = sources.row_no
            and amounts.side = 'revenue'
),

{# A code is a subtotal where a longer code that begins with it is printed for the same unit. #}
codes_printed as (
    select distinct
        document_id,
        statement_code,
        coalesce(unit_code, unit_name, '') as unit_ref,
        coalesce(function_code, economic_code) as code
    from table_lines
    where line_kind in ('function', 'economic')
),

parents as (
    select distinct
        codes_printed.document_id,
        codes_printed.statement_code,
        codes_printed.unit_ref,
        codes_printed.code
    from codes_printed
    inner join codes_printed as children
        on
            codes_printed.document_id = children.document_id
            and codes_printed.statement_code = children.statement_code
            and codes_printed.unit_ref = children.unit_ref
            and length(children.code) > length(codes_printed.code)
            and starts_with(children.code, codes_printed.code)
),

{#
    Where 类, 款 and 项 stand in cells of their own, a row goes before its parts even if one of
    their codes is misprinted.
#}
rows_in_depth as (
    select
        document_id,
        table_no,
        row_no,
        code_group_no,
        code_depth,
        lead(code_depth) over (
            partition by document_id, table_no, code_group_no
            order by row_no
        ) as next_depth
    from {{ ref('int_codes_printed') }}
),

rows_above_children as (
    select
        document_id,
        table_no,
        row_no,
        code_group_no
    from rows_in_depth
    where next_depth > code_depth
),

forms as (
    select
        document_id,
        table_no,
        project_code,
        project_name,
        unit_code,
        unit_name
    from {{ ref('int_project_forms') }}
),

from_tables as (
    select
        lines_found.document_id,
        lines_found.statement_code,
        lines_found.line_kind,
        case
            when lines_found.line_kind = 'asset' then 'asset'
            when lines_found.line_kind = 'summary' then coalesce(lines_found.side, 'expenditure')
            when lines_found.line_kind = 'funding' then 'none'
            else coalesce(lines_found.statement_side, lines_found.side, 'expenditure')
        end as side,
        coalesce(forms.unit_code, lines_found.unit_code) as unit_code,
        coalesce(forms.unit_name, lines_found.unit_name) as unit_name,
        lines_found.function_code_printed,
        case
            when
                lines_found.line_kind in ('function', 'project')
                and lines_found.function_code_printed is not null then lines_found.name_printed
            when
                lines_found.line_kind = 'function'
                and not lines_found.is_total_wording
                and not coalesce(lines_found.is_unit_heading, false) then lines_found.name_printed
            when lines_found.line_kind = 'summary' and lines_found.side = 'expenditure'
                then lines_found.name_printed
        end as function_name_printed,
        lines_found.function_code,
        lines_found.function_mapping_method,
        lines_found.economic_code_printed,
        case
            when
                lines_found.line_kind = 'economic'
                and not coalesce(lines_found.is_unit_heading, false)
                then lines_found.name_printed
        end as economic_name_printed,
        lines_found.economic_code,
        lines_found.economic_mapping_method,
        forms.project_code,
        case
            when lines_found.line_kind = 'funding' then forms.project_name
            when
                lines_found.statement_code = 'project_list'
                and not lines_found.is_total_wording
                and not coalesce(lines_found.is_unit_heading, false)
                then coalesce(lines_found.project_printed, lines_found.name_printed)
            when
                lines_found.line_kind = 'procurement' and lines_found.item_printed is null
                then null
            else lines_found.project_printed
        end as project_name,
        case
            when lines_found.line_kind = 'summary' and lines_found.side = 'revenue'
                then lines_found.row_source
            when lines_found.line_kind in ('three_public', 'asset') then null
            else coalesce(
                nullif(lines_found.column_source, 'total'), lines_found.statement_source, 'total'
            )
        end as funding_source_code,
        case
            when lines_found.line_kind = 'summary' and lines_found.side = 'revenue'
                then lines_found.row_source_method
            when lines_found.line_kind in ('three_public', 'asset') then null
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
                lines_found.line_kind in ('function', 'economic', 'project')
                or (lines_found.line_kind = 'summary' and lines_found.side = 'expenditure')
                then coalesce(lines_found.column_nature, lines_found.statement_nature, 'total')
        end as expenditure_nature,
        case
            when lines_found.line_kind = 'economic'
                then coalesce(lines_found.column_cost, lines_found.row_cost, 'total')
            when lines_found.line_kind = 'summary' then lines_found.column_cost
        end as cost_category,
        case
            when lines_found.line_kind = 'three_public'
                then lines_found.three_public_item
            when lines_found.line_kind = 'asset' then lines_found.name_key
            when lines_found.line_kind = 'unit_task' then lines_found.task_printed
            when lines_found.line_kind = 'procurement'
                then
                    coalesce(
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
                then {{ regex_group('lines_found.name_printed', '\\(([^()]+)\\)$') }}
        end as quantity_unit,
        coalesce(
            lines_found.is_total_wording
            or lines_found.is_summary_total
            or (
                coalesce(lines_found.is_unit_heading, false)
                and lines_found.line_kind in ('function', 'economic', 'project')
            )
            or parents.code is not null
            or rows_above_children.row_no is not null
            or (
                lines_found.line_kind = 'function' and lines_found.name_printed is null
                and lines_found.statement_code <> 'unit_performance_target'
            )
            or (
                lines_found.statement_code = 'unit_performance_target'
                and lines_found.line_kind = 'function'
                and coalesce(lines_found.column_source, 'total') = 'total'
            )
            or (lines_found.line_kind = 'funding' and lines_found.column_source = 'total')
            or (
                lines_found.line_kind = 'project' and lines_found.statement_code <> 'project_list'
                and lines_found.project_printed is null
            )
            or (lines_found.line_kind = 'procurement' and (
                lines_found.item_printed is null
                or {{ bare('lines_found.item_printed') }} = '合计'
            ))
            or (
                lines_found.line_kind = 'unit_task'
                and {{ bare('lines_found.task_printed') }} = '合计'
            )
            or (
                lines_found.line_kind = 'three_public'
                and lines_found.three_public_item in (
                    'total', 'vehicle_total'
                )
            ),
            false
        ) as is_total,
        lines_found.stage,
        lines_found.code_depth,
        lines_found.amount_printed,
        lines_found.cell_id,
        lines_found.cell_id as scale_id,
        lines_found.page_no,
        lines_found.table_no,
        lines_found.row_no,
        lines_found.col_no,
        lines_found.placement
    from table_lines as lines_found
    left join parents
        on
            lines_found.document_id = parents.document_id
            and lines_found.statement_code = parents.statement_code
            and coalesce(lines_found.unit_code, lines_found.unit_name, '') = parents.unit_ref
            and coalesce(lines_found.function_code, lines_found.economic_code) = parents.code
            and lines_found.line_kind in ('function', 'economic')
    left join rows_above_children
        on
            lines_found.document_id = rows_above_children.document_id
            and lines_found.table_no = rows_above_children.table_no
            and lines_found.row_no = rows_above_children.row_no
            and lines_found.code_group_no = rows_above_children.code_group_no
            and lines_found.line_kind in ('function', 'economic')
    left join forms
        on
            lines_found.document_id = forms.document_id
            and lines_found.table_no = forms.table_no
    where
        lines_found.line_kind <> 'three_public'
        or lines_found.three_public_item is not null
),

from_forms as (
    select
        amounts.document_id,
        recognised.statement_code,
        'funding' as line_kind,
        'none' as side,
        forms.unit_code,
        forms.unit_name,
        cast(null as varchar) as function_code_printed,
        cast(null as varchar) as function_name_printed,
        cast(null as varchar) as function_code,
        cast(null as varchar) as function_mapping_method,
        cast(null as varchar) as economic_code_printed,
        cast(null as varchar) as economic_name_printed,
        cast(null as varchar) as economic_code,
        cast(null as varchar) as economic_mapping_method,
        forms.project_code,
        forms.project_name,
        amounts.funding_source_code,
        case
            when
                {{ bare('amounts.funding_source_printed') }}
                = form_sources.funding_source_name_zh then 'name'
            when amounts.funding_source_code is not null then 'alias'
        end as funding_source_mapping_method,
        amounts.funding_source_printed,
        amounts.horizon,
        cast(null as varchar) as expenditure_nature,
        cast(null as varchar) as cost_category,
        cast(null as varchar) as item_name,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as varchar) as quantity_unit,
        amounts.amount_printed,
        amounts.cell_id,
        amounts.page_no,
        amounts.table_no,
        amounts.row_no,
        amounts.col_no,
        amounts.placement,
        cast(null as varchar) as stage,
        cast(null as bigint) as code_depth,
        amounts.funding_source_code = 'total' as is_total,
        concat(amounts.cell_id, ':p', amounts.part_no) as scale_id
    from {{ ref('int_form_amounts') }} as amounts
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            amounts.document_id = recognised.document_id
            and amounts.table_no = recognised.table_no
    left join forms
        on
            amounts.document_id = forms.document_id
            and amounts.table_no = forms.table_no
    left join {{ ref('stg_code__funding_sources') }} as form_sources
        on amounts.funding_source_code = form_sources.funding_source_code
),

scaled as (
    select
        placed.document_id,
        placed.statement_code,
        placed.line_kind,
        placed.side,
        placed.unit_code,
        placed.unit_name,
        placed.function_code_printed,
        placed.function_name_printed,
        placed.function_code,
        placed.function_mapping_method,
        placed.economic_code_printed,
        placed.economic_name_printed,
        placed.economic_code,
        placed.economic_mapping_method,
        placed.project_code,
        placed.project_name,
        placed.funding_source_code,
        placed.funding_source_mapping_method,
        placed.funding_source_printed,
        placed.horizon,
        placed.expenditure_nature,
        placed.cost_category,
        placed.item_name,
        placed.quantity,
        placed.quantity_unit,
        placed.is_total,
        placed.stage,
        placed.code_depth,
        placed.amount_printed,
        placed.cell_id,
        placed.page_no,
        placed.table_no,
        placed.row_no,
        placed.col_no,
        placed.placement,
        amounts.amount_cny,
        amounts.unit_printed
    from (
        select {{ budget_line_columns() }}
        from from_tables
        union all
        select {{ budget_line_columns() }}
        from from_forms
    ) as placed
    inner join {{ ref('int_amounts_scaled') }} as amounts
        on placed.scale_id = amounts.cell_id
),

from_text as (
    select
        document_id,
        'narrative' as line_kind,
        'none' as side,
        cast(null as varchar) as funding_source_code,
        cast(null as varchar) as expenditure_nature,
        coalesce(subject, '') as item_name,
        false as is_total,
        subject,
        amount_printed,
        unit_printed,
        amount_cny,
        cell_id,
        page_no,
        line_no,
        mention_no
    from {{ ref('int_narrative_amounts') }}
    union all
    select
        document_id,
        case when line_kind = 'revenue' then 'summary' else line_kind end as line_kind,
        side,
        case
            when line_kind = 'function' then 'total'
            when line_kind = 'revenue' then funding_source_code
        end as funding_source_code,
        expenditure_nature,
        item_name,
        is_total or coalesce(item_name in ('total', 'vehicle_total'), false) as is_total,
        subject,
        amount_printed,
        unit_printed,
        amount_cny,
        cell_id,
        page_no,
        line_no,
        mention_no
    from {{ ref('int_narrative_lines') }}
),

publishers as (
    select
        document_id,
        unit_code,
        unit_name
    from {{ ref('int_document_publishers') }}
),

all_lines as (
    select
        scaled.document_id,
        scaled.statement_code,
        recognised.statement_title_printed,
        scaled.side,
        scaled.line_kind,
        scaled.unit_code,
        scaled.unit_name,
        scaled.function_code_printed,
        scaled.function_name_printed,
        scaled.function_code,
        scaled.function_mapping_method,
        scaled.economic_code_printed,
        scaled.economic_name_printed,
        scaled.economic_code,
        scaled.economic_mapping_method,
        scaled.project_code,
        scaled.project_name,
        scaled.funding_source_code,
        scaled.funding_source_mapping_method,
        scaled.funding_source_printed,
        scaled.horizon,
        scaled.expenditure_nature,
        scaled.cost_category,
        scaled.item_name,
        scaled.quantity,
        scaled.quantity_unit,
        scaled.is_total,
        scaled.stage,
        scaled.code_depth,
        scaled.amount_cny,
        scaled.amount_printed,
        scaled.unit_printed,
        scaled.cell_id,
        scaled.page_no,
        scaled.table_no,
        scaled.row_no,
        scaled.col_no,
        scaled.placement
    from scaled
    inner join {{ ref('int_tables_recognised') }} as recognised
        on
            scaled.document_id = recognised.document_id
            and scaled.table_no = recognised.table_no
    union all
    select
        from_text.document_id,
        'narrative_statement' as statement_code,
        cast(null as varchar) as statement_title_printed,
        from_text.side,
        from_text.line_kind,
        publishers.unit_code,
        publishers.unit_name,
        cast(null as varchar) as function_code_printed,
        cast(null as varchar) as function_name_printed,
        cast(null as varchar) as function_code,
        cast(null as varchar) as function_mapping_method,
        cast(null as varchar) as economic_code_printed,
        cast(null as varchar) as economic_name_printed,
        cast(null as varchar) as economic_code,
        cast(null as varchar) as economic_mapping_method,
        cast(null as varchar) as project_code,
        cast(null as varchar) as project_name,
        from_text.funding_source_code,
        case when from_text.funding_source_code is not null then 'alias' end
            as funding_source_mapping_method,
        from_text.subject as funding_source_printed,
        cast(null as varchar) as horizon,
        from_text.expenditure_nature,
        cast(null as varchar) as cost_category,
        from_text.item_name,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as varchar) as quantity_unit,
        from_text.is_total,
        cast(null as varchar) as stage,
        cast(null as bigint) as code_depth,
        from_text.amount_cny,
        from_text.amount_printed,
        from_text.unit_printed,
        from_text.cell_id,
        from_text.page_no,
        cast(null as integer) as table_no,
        from_text.line_no as row_no,
        from_text.mention_no as col_no,
        'explicit' as placement
    from from_text
    left join publishers
        on from_text.document_id = publishers.document_id
)

select
    all_lines.document_id,
    all_lines.statement_code,
    all_lines.statement_title_printed,
    all_lines.code_depth,
    all_lines.side,
    all_lines.line_kind,
    all_lines.unit_code,
    all_lines.unit_name,
    all_lines.function_code_printed,
    all_lines.function_name_printed,
    all_lines.function_code,
    all_lines.economic_code_printed,
    all_lines.economic_name_printed,
    all_lines.economic_code,
    all_lines.project_code,
    all_lines.project_name,
    all_lines.funding_source_code,
    all_lines.funding_source_mapping_method,
    all_lines.funding_source_printed,
    all_lines.horizon,
    all_lines.expenditure_nature,
    all_lines.cost_category,
    all_lines.item_name,
    all_lines.quantity,
    all_lines.quantity_unit,
    all_lines.is_total,
    all_lines.amount_cny,
    all_lines.amount_printed,
    all_lines.unit_printed,
    all_lines.cell_id,
    all_lines.page_no,
    all_lines.table_no,
    all_lines.row_no,
    all_lines.col_no,
    all_lines.placement,
    {# Of what is not printed, and of totals without a code, there is nothing to map. #}
    {% for kind in ['function', 'economic'] -%}
        case
            when
                all_lines.{{ kind }}_mapping_method <> 'unmapped'
                or all_lines.{{ kind }}_code_printed is not null
                or (all_lines.{{ kind }}_name_printed is not null and not all_lines.is_total)
                then all_lines.{{ kind }}_mapping_method
        end as {{ kind }}_mapping_method,
    {% endfor -%}
    coalesce(all_lines.stage, titles.stage) as stage
from all_lines
inner join {{ ref('int_document_titles') }} as titles
    on all_lines.document_id = titles.document_id
