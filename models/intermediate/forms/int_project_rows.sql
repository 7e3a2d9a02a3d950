{#
    Which project every row of a target table is of; none where its form names none, or where its
    project is not clear. `project_span` says over how many rows its cell in a column of projects is
    merged.
#}
with

project_cells as (
    select
        document_id,
        table_no,
        row_no,
        max(row_span) as project_span
    from {{ ref('int_cells_described') }}
    where
        is_in_form
        and role = 'project_name'
        and row_role <> 'header'
    group by document_id, table_no, row_no
)

select
    form_rows.document_id,
    form_rows.table_no,
    form_rows.row_no,
    form_rows.form_no,
    forms.project_code,
    forms.project_name,
    forms.unit_code,
    forms.unit_name,
    form_rows.is_beside_projects,
    project_cells.project_span
from {{ ref('int_form_rows') }} as form_rows
inner join {{ ref('int_tables_recognised') }} as recognised
    on {{ same_table('form_rows', 'recognised') }}
left join {{ ref('int_project_forms') }} as forms
    on
        {{ same_table('form_rows', 'forms') }}
        and form_rows.form_no = forms.form_no
left join project_cells
    on {{ same_row('form_rows', 'project_cells') }}
where recognised.statement_code = 'project_performance_target'
