{#
    Which amounts of tables are totals: by the wording of their row, by what their row or their
    column leaves open, or because lines below them give their parts.
#}
with

lines_of_codes as (
    select
        lines_found.document_id,
        lines_found.statement_code,
        lines_found.table_no,
        lines_found.row_no,
        lines_found.code_group_no,
        lines_found.cell_id,
        coalesce(lines_found.unit_code, lines_found.unit_name, '') as unit_ref,
        coalesce(lines_found.function_code, lines_found.economic_code) as code
    from {{ ref('int_table_lines_found') }} as lines_found
    left join {{ ref('int_project_lines_by_function') }} as by_function
        on lines_found.cell_id = by_function.cell_id
    where
        by_function.cell_id is not null
        {# Categories of revenue that are told by names alone stand in one list, each a line. #}
        or (
            lines_found.line_kind in ('function', 'economic', 'government_economic')
            and (
                lines_found.statement_code_kind is null
                or lines_found.function_code_printed is not null
            )
        )
),

{# A code is a subtotal where a longer code that begins with it is printed for the same unit. #}
codes_printed as (
    select distinct
        document_id,
        statement_code,
        unit_ref,
        code
    from lines_of_codes
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

{# 类, 款 and 项 in cells of their own: a row goes before its parts, be a code misprinted. #}
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

{# A unit is a total where the units of which it consists are printed below it. #}
units_of_rows as (
    select distinct
        lines_found.document_id,
        lines_found.table_no,
        lines_found.row_no,
        lines_found.unit_code
    from {{ ref('int_table_lines_found') }} as lines_found
    inner join {{ ref('int_line_names_keyed') }} as keyed
        on
            lines_found.cell_id = keyed.cell_id
            and lines_found.unit_code = keyed.unit_code_printed
    where lines_found.function_code is null and lines_found.economic_code is null
),

rows_above_units as (
    select distinct
        parents.document_id,
        parents.table_no,
        parents.row_no
    from units_of_rows as parents
    inner join units_of_rows as children
        on
            {{ same_table('parents', 'children') }}
            and length(parents.unit_code) < length(children.unit_code)
            and starts_with(children.unit_code, parents.unit_code)
),

lines_above_others as (
    select lines_of_codes.cell_id
    from lines_of_codes
    inner join parents
        on
            lines_of_codes.document_id = parents.document_id
            and lines_of_codes.statement_code = parents.statement_code
            and lines_of_codes.unit_ref = parents.unit_ref
            and lines_of_codes.code = parents.code
    union distinct
    select lines_of_codes.cell_id
    from lines_of_codes
    inner join rows_above_children
        on
            {{ same_row('lines_of_codes', 'rows_above_children') }}
            and lines_of_codes.code_group_no = rows_above_children.code_group_no
    union distinct
    select lines_found.cell_id
    from {{ ref('int_table_lines_found') }} as lines_found
    inner join rows_above_units
        on {{ same_row('lines_found', 'rows_above_units') }}
),

{# Beside the columns of what is bought other columns of the row state its sum. #}
rows_split as (
    select distinct
        document_id,
        table_no,
        row_no
    from {{ ref('int_table_lines_found') }}
    where column_item is not null
)

select
    lines_found.cell_id,
    coalesce(
        lines_found.is_total_wording
        or (rows_split.row_no is not null and lines_found.column_item is null)
        or lines_found.is_summary_total
        or (
            coalesce(lines_found.is_unit_heading, false)
            and lines_found.line_kind in ('function', 'economic', 'government_economic', 'project')
        )
        or lines_above_others.cell_id is not null
        or rows_above_parts.row_no is not null
        or (
            lines_found.line_kind = 'function'
            and coalesce(lines_found.name_printed, keyed.unit_name_printed) is null
            and lines_found.statement_code <> 'unit_performance_target'
        )
        or (
            lines_found.statement_code = 'unit_performance_target'
            and lines_found.line_kind = 'function'
            and coalesce(lines_found.column_source, 'total') = 'total'
        )
        or (lines_found.line_kind = 'funding' and lines_found.column_source = 'total')
        {# Beside a column of projects an amount of none is that of a unit or of all. #}
        or (
            lines_found.line_kind = 'funding'
            and project_rows.is_beside_projects
            and lines_found.project_printed is null
        )
        or (
            lines_found.line_kind = 'project' and lines_found.statement_family <> 'project_list'
            and lines_found.project_printed is null and by_function.cell_id is null
        )
        or rows_above_items.row_no is not null
        or lines_found.is_total_beside_parts
        or (
            lines_found.line_kind = 'three_public'
            and lines_found.three_public_item in ('total', 'vehicle_total')
        ),
        false
    ) as is_total
from {{ ref('int_table_lines_found') }} as lines_found
left join {{ ref('int_line_names_keyed') }} as keyed
    on lines_found.cell_id = keyed.cell_id
left join {{ ref('int_project_rows') }} as project_rows
    on {{ same_row('lines_found', 'project_rows') }}
left join rows_split
    on {{ same_row('lines_found', 'rows_split') }}
left join {{ ref('int_rows_above_items') }} as rows_above_items
    on {{ same_row('lines_found', 'rows_above_items') }}
left join {{ ref('int_project_lines_by_function') }} as by_function
    on lines_found.cell_id = by_function.cell_id
left join lines_above_others
    on lines_found.cell_id = lines_above_others.cell_id
left join {{ ref('int_rows_above_parts') }} as rows_above_parts
    on {{ same_row('lines_found', 'rows_above_parts') }}
