{#
    What of every row of a target table opens the form of a project: its name among the labels, its
    cell in a column of projects, a total or a unit beside them. A merged cell says how far its
    project reaches, if not over the end of a page. Code and unit may stand above the name that opens
    a form.
#}
with

{# A table that lists indicators beside a column of projects. #}
blocks_of_projects as (
    select
        document_id,
        table_no,
        block_no
    from {{ ref('int_columns_resolved') }}
    group by document_id, table_no, block_no
    having
        count(case when role = 'project_name' then 1 end) > 0
        and count(case when role = 'indicator_name' then 1 end) > 0
),

rows_read as (
    select
        cells.document_id,
        cells.table_no,
        cells.row_no,
        min(cells.page_no) as page_no,
        blocks.block_no is not null as is_beside_projects,
        count(
            case when cells.role = 'project_name' and totals.wording is null then 1 end
        ) > 0 as has_project,
        max(case when cells.role = 'project_name' then cells.row_span end) as project_span,
        max(case when cells.role in ('unit_name', 'unit_code') then cells.bare_text end)
            as unit_text,
        count(case when cells.role = 'amount' then 1 end) > 0 as has_amount,
        count(case when cells.role in ('indicator_name', 'value') then 1 end) > 0 as has_indicator
    from {{ ref('int_cells_described') }} as cells
    left join blocks_of_projects as blocks
        on {{ same_block('cells', 'blocks') }}
    left join {{ ref('stg_map__total_wordings') }} as totals
        on cells.bare_text = totals.wording
    where
        cells.is_in_form
        and cells.row_role <> 'header'
    group by cells.document_id, cells.table_no, cells.row_no, blocks.block_no
),

labels_read as (
    select
        document_id,
        table_no,
        row_no,
        max(case when field = 'project_name' then value_text end) as project_name,
        count(case when field in ('project_code', 'unit', 'department') then 1 end) > 0
            as has_other_label
    from {{ ref('int_form_fields') }}
    group by document_id, table_no, row_no
),

rows_in_sequence as (
    select
        rows_read.document_id,
        rows_read.table_no,
        rows_read.row_no,
        rows_read.page_no,
        rows_read.is_beside_projects,
        rows_read.has_project,
        rows_read.has_indicator,
        labels_read.project_name is not null as has_name_label,
        labels_read.project_name is null and coalesce(labels_read.has_other_label, false)
            as has_other_label,
        {# The same name once more goes on with its form on another page. #}
        coalesce(
            labels_read.project_name is not null
            and labels_read.project_name is distinct from max_by(
                labels_read.project_name,
                case when labels_read.project_name is not null then rows_read.row_no end
            ) over rows_before, false
        ) as names_project,
        rows_read.has_amount
        or coalesce(
            rows_read.unit_text <> max_by(
                rows_read.unit_text,
                case when rows_read.unit_text is not null then rows_read.row_no end
            ) over rows_before, false
        ) as is_of_unit,
        max(case when rows_read.has_project then rows_read.row_no end) over rows_so_far
            as project_row_no,
        max_by(
            coalesce(rows_read.project_span, 1),
            case when rows_read.has_project then rows_read.row_no end
        ) over rows_so_far as project_span
    from rows_read
    left join labels_read
        on {{ same_row('rows_read', 'labels_read') }}
    window
        rows_before as (
            partition by rows_read.document_id, rows_read.table_no
            order by rows_read.row_no
            rows between unbounded preceding and 1 preceding
        ),
        rows_so_far as (
            partition by rows_read.document_id, rows_read.table_no
            order by rows_read.row_no
            rows between unbounded preceding and current row
        )
)

select
    document_id,
    table_no,
    row_no,
    is_beside_projects,
    has_project,
    has_indicator,
    names_project,
    is_of_unit,
    coalesce(row_no < project_row_no + project_span, false) as is_within_project,
    coalesce(
        project_span > 1
        and row_no >= project_row_no + project_span
        and page_no is not distinct from max(
            case when row_no < project_row_no + project_span then page_no end
        ) over (partition by document_id, table_no, project_row_no), false
    ) as is_past_project,
    coalesce(
        has_other_label
        and min_by(
            names_project, case when has_name_label or not has_other_label then row_no end
        ) over (
            partition by document_id, table_no
            order by row_no
            rows between 1 following and unbounded following
        ), false
    ) as is_above_name
from rows_in_sequence
