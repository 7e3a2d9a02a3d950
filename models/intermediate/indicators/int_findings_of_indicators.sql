{#
    What is doubtful of indicators: blocks that an unknown header keeps out, rows without a name or
    a value, parts that contradict each other, forms of which the project is not clear.
#}
{% set place = ['page_no', 'table_no', 'row_no', 'col_no', 'cell_id'] -%}
with

{# What stands below a header of whole projects is lost alone, else the rows of the block are. #}
indicators_withheld as (
    select
        blocks.document_id,
        'indicators_under_unknown_header' as finding_code,
        blocks.table_no,
        columns_resolved.col_no,
        columns_resolved.header_path as evidence,
        case when of_projects.col_no is not null then 'column_of_projects' end as reason,
        min(columns_resolved.block_no) as row_no
    from {{ ref('int_indicator_blocks') }} as blocks
    inner join {{ ref('int_columns_resolved') }} as columns_resolved
        on {{ same_block('blocks', 'columns_resolved') }}
    left join {{ ref('int_columns_of_projects') }} as of_projects
        on
            {{ same_block('columns_resolved', 'of_projects') }}
            and columns_resolved.header_col_no = of_projects.col_no
    where
        blocks.is_read
        and columns_resolved.role = 'unknown'
    group by
        blocks.document_id,
        blocks.table_no,
        columns_resolved.col_no,
        columns_resolved.header_path,
        of_projects.col_no
),

indicators_slipped as (
    select
        document_id,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        case
            when indicator_name is null then 'indicator_without_name' else 'indicator_without_value'
        end as finding_code,
        coalesce(indicator_name, value_printed) as evidence
    from {{ ref('int_indicators') }}
    where indicator_name is null or value_printed is null
),

indicators_contradicting as (
    select
        document_id,
        finding_code,
        page_no,
        table_no,
        row_no,
        col_no,
        cell_id,
        evidence
    from {{ ref('int_indicator_contradictions') }}
),

{# Numbers of rows say nothing. #}
columns_beside as (
    select
        cells.document_id,
        cells.table_no,
        cells.header_path,
        cells.col_no,
        min(cells.row_no) as row_no,
        min_by(cells.cell_text, cells.row_no) as first_text
    from {{ ref('int_indicator_rows') }} as printed
    inner join {{ ref('int_cells_described') }} as cells
        on {{ same_row('printed', 'cells') }}
    where
        cells.role in ('text', 'actual_value', 'figure')
        and cells.bare_text not in ('-', '—', '/')
    group by cells.document_id, cells.table_no, cells.header_path, cells.col_no
    having min_by(cells.bare_text, cells.row_no) <> '1'
),

columns_left_out as (
    select
        document_id,
        'indicator_column_not_loaded' as finding_code,
        table_no,
        min(row_no) as row_no,
        string_agg(concat(header_path, ': ', first_text), '; ' order by col_no) as evidence
    from columns_beside
    group by document_id, table_no
),

{# Money beside a column of projects that is none of them is a total. #}
rows_of_no_project as (
    select
        document_id,
        table_no,
        row_no,
        true as is_indicator,
        indicator_name as evidence
    from {{ ref('int_indicators') }}
    where
        scope = 'project'
        and project_name is null
        and project_code is null
    union all
    select
        document_id,
        table_no,
        row_no,
        false as is_indicator,
        amount_printed as evidence
    from {{ ref('int_budget_lines') }}
    where
        line_kind = 'funding'
        and project_name is null
        and project_code is null
),

projects_not_clear as (
    select
        unclear.document_id,
        'project_not_clear' as finding_code,
        unclear.table_no,
        min(unclear.row_no) as row_no,
        min_by(unclear.evidence, unclear.row_no) as evidence
    from rows_of_no_project as unclear
    inner join {{ ref('int_project_rows') }} as project_rows
        on {{ same_row('unclear', 'project_rows') }}
    group by unclear.document_id, unclear.table_no, project_rows.form_no
    having bool_or(unclear.is_indicator or not project_rows.is_beside_projects)
)

{{ findings_united({
    'indicators_withheld': ['reason', 'table_no', 'row_no', 'col_no'],
    'indicators_slipped': place,
    'columns_left_out': ['table_no', 'row_no'],
    'indicators_contradicting': place,
    'projects_not_clear': ['table_no', 'row_no'],
}) }}
