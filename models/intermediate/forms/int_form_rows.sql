{#
    Which form every row of a target table belongs to, where one table holds those of several
    projects: one below the other, or beside a column of projects. A row of which the project is not
    clear is in form 0.
#}
with

rows_numbered as (
    select
        document_id,
        table_no,
        row_no,
        is_beside_projects,
        has_project,
        has_indicator,
        is_within_project,
        is_past_project,
        cast(
            greatest(
                1,
                sum(case when names_project then 1 else 0 end) over rows_so_far
                + case when is_above_name then 1 else 0 end
            )
            + sum(
                case
                    when
                        is_beside_projects
                        and (has_project or (is_of_unit and not is_within_project))
                        then 1
                    else 0
                end
            ) over rows_so_far as integer
        ) as form_no
    from {{ ref('int_form_openings') }}
    window rows_so_far as (
        partition by document_id, table_no
        order by row_no
        rows between unbounded preceding and current row
    )
),

projects_in_forms as (
    select
        document_id,
        table_no,
        row_no,
        is_beside_projects,
        has_indicator,
        form_no,
        has_project or is_within_project as is_sure,
        bool_or(is_past_project) over (
            partition by document_id, table_no, form_no
            order by row_no
            rows between unbounded preceding and current row
        ) as is_past_project,
        bool_or(has_project) over (partition by document_id, table_no, form_no)
            as has_project_in_form
    from rows_numbered
),

{# Indicators above the first name of a project show that names do not stand in its first row. #}
tables_judged as (
    select
        document_id,
        table_no,
        row_no,
        is_beside_projects,
        is_sure,
        is_past_project,
        has_project_in_form,
        form_no,
        bool_or(is_beside_projects and has_indicator and not has_project_in_form) over (
            partition by document_id, table_no
        ) as has_names_elsewhere
    from projects_in_forms
)

select
    tables_judged.document_id,
    tables_judged.table_no,
    tables_judged.row_no,
    tables_judged.is_beside_projects,
    case
        when side_by_side.table_no is not null then 0
        when
            tables_judged.is_beside_projects
            and tables_judged.has_project_in_form
            and not tables_judged.is_sure
            and (tables_judged.is_past_project or tables_judged.has_names_elsewhere)
            then 0
        else tables_judged.form_no
    end as form_no
from tables_judged
left join {{ ref('int_forms_side_by_side') }} as side_by_side
    on {{ same_table('tables_judged', 'side_by_side') }}
